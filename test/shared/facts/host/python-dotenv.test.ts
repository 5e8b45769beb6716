import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { effectiveValues } from '../../../../shared/facts/host/dotenv-variables';
import { type Dialect, dialectOf, parseDotenv } from '../../../../shared/facts/host/python-dotenv';
import { dotenvFiles } from '../../../support/dotenv-files';
import { debianPython, describeWith } from '../../../support/needs';

const valuesOf = (text: string): Record<string, string | null> =>
  Object.fromEntries([...effectiveValues(parseDotenv(text).bindings)!].map(([key, { value }]) => [key, value]));

/** Statements that python-dotenv's own tests name, and ones that other readers of env files get differently. */
const known: [text: string, values: Record<string, string | null>][] = [
  ['', {}],
  ['a=b', { a: 'b' }],
  ["'a'=b", { a: 'b' }],
  ['[=b', { '[': 'b' }],
  [' a = b ', { a: 'b' }],
  ["\texport 'a'=b", { a: 'b' }],
  ['export export_a=1', { export_a: '1' }],
  ['# a=b', {}],
  ['a=b#c', { a: 'b#c' }],
  ['a=b #c', { a: 'b' }],
  ['a=#b', { a: '#b' }],
  ['a= #b', { a: '#b' }],
  ['a=b\u00a0 c', { a: 'b\u00a0 c' }],
  ["a='b c '", { a: 'b c ' }],
  ['a="b\nc"', { a: 'b\nc' }],
  ['a="b\\nc"', { a: 'b\nc' }],
  ["a='b\\nc'", { a: 'b\\nc' }],
  ['a="b\\"c"', { a: 'b"c' }],
  ["a='b\\'c'", { a: "b'c" }],
  ["a='b\\'", { a: 'b\\' }],
  ['no_value', { no_value: null }],
  ['a: b', {}],
  ['a=b\rc=d', { a: 'b', c: 'd' }],
  ['a="b\r\nc"\r\nd=e\r\n', { a: 'b\nc', d: 'e' }],
  ['a="\nb=c', { b: 'c' }],
  ['uglyKey[%$="S3cr3t_P4ssw#rD" #\na=b', { 'uglyKey[%$': 'S3cr3t_P4ssw#rD', a: 'b' }],
  ['\ufeffa=b', { '\ufeffa': 'b' }],
  ['a=1\na=2', { a: '2' }],
  ['a=b\nc=${a}-${d:-e}-${f}', { a: 'b', c: 'b-e-' }],
  ["a=b\nc='${a}'", { a: 'b', c: 'b' }],
  ['a=${a:-x}', { a: 'x' }],
  ['a=${b:c}', { a: '${b:c}' }],
  ['a=$b', { a: '$b' }],
];

describe("python-dotenv's grammar", () => {
  it.each(known)('%j', (text, values) => expect(valuesOf(text)).toEqual(values));

  it('says where statements begin, and which it cannot read', () => {
    const { bindings, errors, lines } = parseDotenv('\n# note\nA=1\nnot an assignment\nB="x\ny"\n=\nC\n');
    expect(bindings.map(({ key, line }) => [key, line])).toEqual([
      ['A', 3],
      ['B', 5],
      ['C', 8],
    ]);
    expect(errors).toEqual([4, 7]);
    expect(lines).toBe(8);
  });

  const mega = 1024 * 1024;
  it.each([
    ['white space', `a=${' '.repeat(mega)}`],
    ['white space and signs', `a=${' #'.repeat(mega / 2)}`],
    ['open quotes', `a="${'\\"'.repeat(mega / 2 - 2)}`],
    ['a quote in each line', 'a="\n'.repeat(mega / 4)],
    ['open braces', `a=${'${'.repeat(mega / 2 - 1)}`],
    ['open braces that one closes', `a=${'${:'.repeat(mega / 3 - 1)}}`],
    ['empty lines', '\n'.repeat(mega)],
  ])('reads 1 MiB of %s without slowing down', (_, text) => {
    expect(effectiveValues(parseDotenv(text).bindings)).not.toBeNull();
  });

  it('gives up on values that double each other up', () => {
    const doubling = Array.from({ length: 60 }, (_, i) => `a${i + 1}=\${a${i}}\${a${i}}`);
    expect(effectiveValues(parseDotenv(['a0=xxxxxxxx', ...doubling].join('\n')).bindings)).toBeNull();
  });
});

describe("python-dotenv's own test cases", () => {
  /** From its tests/test_parser.py and tests/test_main.py as of 1.2.4 (BSD-3-Clause): what goes in, and what comes out. */
  const cases: { text: string; started?: Record<string, string>; values: object; errors: number }[] = JSON.parse(
    readFileSync(new URL('./python-dotenv.cases.json', import.meta.url), 'utf8'),
  );
  it.each(cases)('$text', ({ text, started = {}, values, errors }) => {
    const parsed = parseDotenv(text, dialectOf('1.2.4'));
    const effective = effectiveValues(parsed.bindings, new Map(Object.entries(started)))!;
    expect(Object.fromEntries([...effective].map(([key, { value }]) => [key, value]))).toEqual(values);
    expect(parsed.errors).toHaveLength(errors);
  });
});

it.each([
  ['1.2.2', { dropsByteOrderMark: false, escapesAnything: false, emptyBeforeComment: false }],
  ['1.2.3', { dropsByteOrderMark: true, escapesAnything: true, emptyBeforeComment: false }],
  ['1.10', { dropsByteOrderMark: true, escapesAnything: true, emptyBeforeComment: true }],
])('the grammar of %s', (version, dialect) => expect(dialectOf(version)).toEqual(dialect));

/**
 * The one of Debian 12 is 0.21. For a newer grammar, name the folder of an unpacked wheel in GONOGO_PYTHON_DOTENV.
 */
const elsewhere = process.env.GONOGO_PYTHON_DOTENV;

describeWith(['python3:dotenv'], 'against python-dotenv', () => {
  interface Seen {
    bindings: [key: string, value: string | null, line: number][];
    errors: number[];
    values: Record<string, string | null>;
    loaded: Record<string, string | null>;
  }
  const script = fileURLToPath(new URL('./python-dotenv.oracle.py', import.meta.url));
  const oracle = (texts: string[], folder?: string): Seen[] =>
    JSON.parse(
      execFileSync(debianPython, [script, ...(folder ? [folder] : [])], {
        input: JSON.stringify(texts),
        maxBuffer: 1 << 28,
      }).toString(),
    );
  /** As in the oracle. */
  const started = new Map([
    ['A', 'started-a'],
    ['NEW', 'started ${B}'],
    ['', 'nameless'],
  ]);
  const ours = (text: string, dialect: Dialect): Seen => {
    const { bindings, errors } = parseDotenv(text, dialect);
    const plain = (values: ReturnType<typeof effectiveValues>) =>
      Object.fromEntries([...values!].map(([key, { value }]) => [key, value]));
    return {
      bindings: bindings.map(({ key, value, line }) => [key, value, line]),
      errors,
      values: plain(effectiveValues(bindings)),
      loaded: plain(effectiveValues(bindings, started)),
    };
  };
  const compare = (texts: string[], dialect: Dialect, folder?: string): Seen[] => {
    const theirs = oracle(texts, folder);
    const differ = texts.flatMap((text, i) => {
      const mine = ours(text, dialect);
      return isDeepStrictEqual(mine, theirs[i]) ? [] : [{ text, mine, theirs: theirs[i] }];
    });
    expect(differ.slice(0, 3)).toEqual([]);
    return theirs;
  };

  it('reads 100,000 generated files the same', () => {
    const texts = dotenvFiles(100_000, 20261124);
    const theirs = compare(texts, dialectOf('0.21.0'));
    // The corpus is worth its name: many files have values, and many have lines that cannot be read.
    expect(theirs.filter(({ values }) => Object.keys(values).length > 1).length).toBeGreaterThan(33_000);
    expect(theirs.filter(({ errors }) => errors.length > 0).length).toBeGreaterThan(16_000);
    expect(theirs.filter(({ values, loaded }) => !isDeepStrictEqual(values, loaded)).length).toBeGreaterThan(5000);
  }, 180_000);

  it('agrees with what our own cases expect', () => {
    expect(oracle(known.map(([text]) => text)).map(({ values }) => values)).toEqual(known.map(([, values]) => values));
  });

  // Debian 12 has no newer one: where none is named, there is no such test.
  if (elsewhere) {
    it('reads 100,000 generated files as the newest grammar', () => {
      compare(dotenvFiles(100_000, 20261124), dialectOf('1.2.4'), elsewhere);
    }, 180_000);
  }
});
