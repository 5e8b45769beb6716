import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { effectiveValues, parseDotenv } from '../../../../shared/facts/host/python-dotenv';
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

describeWith(['python3:dotenv'], 'against python-dotenv', () => {
  interface Seen {
    bindings: [key: string, value: string | null, line: number][];
    errors: number[];
    values: Record<string, string | null>;
  }
  const oracle = (texts: string[]): Seen[] =>
    JSON.parse(
      execFileSync(debianPython, [fileURLToPath(new URL('./python-dotenv.oracle.py', import.meta.url))], {
        input: JSON.stringify(texts),
        maxBuffer: 1 << 28,
      }).toString(),
    );
  const ours = (text: string): Seen => {
    const { bindings, errors } = parseDotenv(text);
    return {
      bindings: bindings.map(({ key, value, line }) => [key, value, line]),
      errors,
      values: valuesOf(text),
    };
  };

  it('reads 6,000 generated files the same', () => {
    const texts = generate(6000, 20261124);
    const theirs = oracle(texts);
    const differ = texts.flatMap((text, i) => {
      const mine = ours(text);
      return JSON.stringify(sorted(mine)) === JSON.stringify(sorted(theirs[i]!))
        ? []
        : [{ text, mine, theirs: theirs[i] }];
    });
    expect(differ.slice(0, 3)).toEqual([]);
    // The corpus is worth its name: many files have values, and many have lines that cannot be read.
    expect(theirs.filter(({ values }) => Object.keys(values).length > 1).length).toBeGreaterThan(2000);
    expect(theirs.filter(({ errors }) => errors.length > 0).length).toBeGreaterThan(1000);
  }, 60_000);

  it('agrees with what its own tests expect', () => {
    expect(oracle(known.map(([text]) => text)).map(({ values }) => values)).toEqual(known.map(([, values]) => values));
  });

  const sorted = (seen: Seen): Seen => ({
    ...seen,
    values: Object.fromEntries(Object.entries(seen.values).sort(([a], [b]) => (a < b ? -1 : 1))),
  });
});

/** Files of statements as people write them, with single characters inserted, deleted and repeated. */
function generate(count: number, seed: number): string[] {
  let state = seed;
  // Mulberry32: the same files on each run.
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const odd = [
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '"',
    "'",
    '\\',
    '#',
    '=',
    '$',
    '{',
    '}',
    ':',
    '-',
    'a',
    'n',
    '\u00a0',
    '\u0085',
    '\x1c',
    '\u2028',
    '\ufeff',
    '\v',
    '\f',
    'ß',
    '😀',
    '\0',
  ];
  const keys = ['A', 'B', 'SECRET_KEY', 'export', 'a.b', "'Q K'", '1', 'é', '\ufeffA'];
  const bare = [
    '1',
    '',
    'x y',
    'x#y',
    'x #y',
    '#',
    '${A}',
    '${B:-d}',
    'pre${A}post',
    '${A:-${B}}',
    '$A',
    '${}',
    '${:-x}',
    '${A:x}',
    'http://u:p@h/?q=1#f',
    '\\n',
    'a\\',
  ];
  const quoted = [
    '',
    'x',
    'x y',
    '#',
    '${A}',
    '\\n',
    '\\\\',
    '\\"',
    "\\'",
    "it's",
    'say "x"',
    'x\ny',
    '\\x41',
    '\\t\\a\\b\\f\\r\\v',
  ];
  const value = (): string => {
    const kind = random();
    if (kind < 0.4) return pick(bare);
    const quote = kind < 0.7 ? '"' : "'";
    return quote + pick(quoted) + pick(quoted) + quote;
  };
  const statement = (): string =>
    pick(['', '', '', ' ', '\t', 'export ', 'export\t', '\n']) +
    pick(keys) +
    pick(['=', '=', '=', '=', ' = ', '= ', '', ': ']) +
    value() +
    pick(['', '', '', ' ', ' # note', '#note', ' junk']);
  const mutate = (text: string): string => {
    const at = Math.floor(random() * (text.length + 1));
    const how = random();
    if (how < 0.5) return text.slice(0, at) + pick(odd) + text.slice(at);
    if (how < 0.8) return text.slice(0, at) + text.slice(at + 1);
    return text.slice(0, at) + text.slice(at, at + 3).repeat(2) + text.slice(at + 3);
  };
  return Array.from({ length: count }, () => {
    let text = Array.from({ length: 1 + Math.floor(random() * 5) }, statement).join(
      pick(['\n', '\n', '\n', '\r\n', '\r']),
    );
    for (let changes = Math.floor(random() * 4); changes > 0; changes--) text = mutate(text);
    // Half a character cannot be written to a file.
    return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?');
  });
}
