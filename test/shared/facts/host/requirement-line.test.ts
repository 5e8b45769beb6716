import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareVersions, sameVersion } from '../../../../shared/facts/host/package-version';
import { parseRequirementLine } from '../../../../shared/facts/host/requirement-line';
import { debianPython, describeWith } from '../../../support/needs';

const lines = [
  'flask',
  'Flask==3.0.3',
  'Flask == 3.0.3',
  'Flask_Login==0.6.3  # sessions',
  'flask#egg',
  'zope.interface==6.4',
  'flask[async]==3.0.3',
  'flask [async, dotenv] == 3.0.3',
  'flask>=2,<4',
  'flask>=2,==3.0.3',
  'flask==3.0.*',
  'flask===3.0.3',
  'flask~=3.0',
  'flask!=3.0.2',
  'flask (==3.0.3)',
  'flask==3.0.3; python_version < "3.12"',
  'flask==3.0.3 ; sys_platform == "win32" and python_version >= "3.8"',
  'flask; python_version < "3.12"',
  'flask @ https://files.shop.test/flask.whl',
  'flask@https://files.shop.test/flask.tar.gz ; python_version < "3.12"',
  'torch==2.3.0+cu118',
  'a==1!2.0.post1',
  '<<<<<<< HEAD',
  'flask=3.0.3',
  '==3.0.3',
  'flask 3.0.3',
  'not a requirement at all',
  'flask,gunicorn',
];
const pairs: [pinned: string, installed: string][] = [
  ['3.0.3', '3.0.3'],
  ['3.0', '3.0.0'],
  ['3', '3.0.0'],
  ['3.0.3', '3.0.4'],
  ['3.1', '3.10'],
  ['1.0', '1.0.post1'],
  ['1.0rc1', '1.0c1'],
  ['1.0.rc1', '1.0rc1'],
  ['1.0-alpha.1', '1.0a1'],
  ['1.0-1', '1.0.post1'],
  ['1.0.dev0', '1.0.dev0'],
  ['1.0.dev1', '1.0'],
  ['V1.0', '1.0'],
  ['1.0', '1.0+cu118'],
  ['1.0+cu118', '1.0'],
  ['1.0+cu118', '1.0+cu118'],
  ['1!1.0', '1.0'],
  ['2024.01.05', '2024.1.5'],
];

const ours = (line: string): unknown => {
  const read = parseRequirementLine(line);
  if (read.kind !== 'requirement') return read.kind;
  const { name, version, conditional } = read;
  return { name, version, conditional };
};

describe('a line of a requirements file', () => {
  it.each([
    ['', { kind: 'blank' }],
    ['  # note', { kind: 'blank' }],
    ['-r base.txt', { kind: 'include', file: 'base.txt', constraint: false }],
    ['-rbase.txt', { kind: 'include', file: 'base.txt', constraint: false }],
    ['--requirement=base.txt', { kind: 'include', file: 'base.txt', constraint: false }],
    ['-c limits.txt # all', { kind: 'include', file: 'limits.txt', constraint: true }],
    ['--constraint limits.txt', { kind: 'include', file: 'limits.txt', constraint: true }],
    ['--index-url https://user:hunter2@pypi.shop.test/simple', { kind: 'option' }],
    ['--require-hashes', { kind: 'option' }],
    // pip took a version of no characters until it refused legacy versions.
    ['flask==', { kind: 'not-read' }],
  ])('%j', (line, read) => expect(parseRequirementLine(line)).toEqual(read));
  it.each(['-e .', './wheels/x.whl', 'https://files.shop.test/x.whl', 'git+https://git.shop.test/x@main'])(
    '%s names no package',
    (line) => expect(parseRequirementLine(line)).toMatchObject({ kind: 'requirement', name: null, version: null }),
  );
  it.each(['a==1 --hash=sha256:00ff', 'a --hash sha512:00ff', 'a @ https://x.test/a.whl#sha256=00ff'])(
    '%s has a hash',
    (line) => expect(parseRequirementLine(line)).toMatchObject({ name: 'a', hashed: true }),
  );
});

describe('versions', () => {
  it.each([
    ['3.0.3', '2.3', 1],
    ['2.2.5', '2.3', -1],
    ['2.3.0', '2.3', 0],
    ['2.10', '2.9', 1],
  ])('%s against %s', (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign));
});

describeWith(['python3:pip'], 'against pip', () => {
  const theirs = JSON.parse(
    execFileSync(debianPython, [fileURLToPath(new URL('./pip.oracle.py', import.meta.url))], {
      input: JSON.stringify({ lines, pairs }),
      encoding: 'utf8',
    }),
  ) as { lines: unknown[]; same: boolean[] };
  it.each(lines.map((line, i) => [line, theirs.lines[i]] as const))('%s', (line, read) =>
    expect(ours(line)).toEqual(read),
  );
  it.each(pairs.map(([a, b], i) => [a, b, theirs.same[i]!] as const))('==%s, installed %s: %s', (a, b, same) =>
    expect(sameVersion(a, b)).toBe(same),
  );
});
