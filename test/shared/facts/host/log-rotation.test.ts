import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { globMatches } from '../../../../shared/facts/host/glob';
import { parseHandlers, parseLogrotate } from '../../../../shared/facts/host/log-rotation';
import { describeWith } from '../../../support/needs';

const log = '/srv/shop/logs/app.log';
/** Debian 12's own file. */
const debian = `# see "man logrotate" for details

# global options do not affect preceding include directives

# rotate log files weekly
weekly

# keep 4 weeks worth of backlogs
rotate 4

# create new (empty) log files after rotating old ones
create

# packages drop log rotation information into this directory
include /etc/logrotate.d
`;
const frames = (files: Record<string, string>, first = ['installed'], last = ['end']): Uint8Array =>
  new TextEncoder().encode(
    [...first, ...Object.entries(files).map(([path, text]) => `file ${text.length} ${path}\n${text}`), ...last]
      .map((line) => `${line}\n`)
      .join(''),
  );
const read = (part: string, name = 'shop', main = debian) =>
  parseLogrotate(frames({ '/etc/logrotate.conf': main, [`/etc/logrotate.d/${name}`]: part }), [log]);
const entryOf = (...args: Parameters<typeof read>) => {
  const result = read(...args);
  if (!result.ok) throw new Error(JSON.stringify(result.reason));
  return result.value[0]?.entry;
};

const scripted = `/var/log/other.log {
  daily
  postrotate
    /srv/shop/logs/app.log { }
  endscript
  rotate 3
}
"/srv/shop/logs/with space.log" /srv/shop/logs/*.log
{
  monthly
  rotate 12
}
`;
const cases: [string, string, object | null][] = [
  ['an entry by name', `${log} {\n\tdaily\n\trotate 14\n}\n`, { frequency: 'daily', rotate: 14 }],
  ['defaults from the main file', `${log} {\n}\n`, { frequency: 'weekly', rotate: 4 }],
  ['by size', `${log} {\n size 10M\n}\n`, { frequency: 'size', rotate: 4 }],
  ['several names, quotes, scripts, a brace on a line of its own', scripted, { frequency: 'monthly', rotate: 12 }],
  ['a pattern for other files', '/srv/shop/*.log {\n daily\n}\n', null],
  ['a comment', `# ${log} {\n# }\n`, null],
  ['no entry', '', null],
];

describe('logrotate', () => {
  it.each(cases)('%s', (_, part, expected) => expect(entryOf(part)).toEqual(expected));
  it('passes over what package managers leave behind', () => {
    expect(entryOf(`${log} {\n daily\n}\n`, 'shop.dpkg-old')).toBeNull();
  });
  it('reads the folder only where the main file includes it', () => {
    expect(entryOf(`${log} {\n daily\n}\n`, 'shop', 'weekly\n')).toBeNull();
  });
  it('counts for nothing where it is not installed', () => {
    const bytes = frames({ '/etc/logrotate.conf': debian, '/etc/logrotate.d/shop': `${log} {\n daily\n}\n` }, []);
    expect(parseLogrotate(bytes, [log])).toEqual({ ok: true, value: [{ path: log, entry: null }] });
  });
  it.each([
    ['a file that may not be read', frames({}, ['installed', 'unreadable /etc/logrotate.d/shop']), 'no-root'],
    ['a cut listing', frames({}, ['installed'], []), 'malformed'],
    ['too much', frames({}, ['installed', 'too-much']), 'too-big'],
  ])('is unseen for %s', (_, bytes, code) => {
    expect(parseLogrotate(bytes, [log])).toMatchObject({ ok: false, reason: { code } });
  });
});

describeWith(['logrotate'], 'against logrotate', () => {
  it.each(cases)('%s', (_, part, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'gonogo-logrotate-'));
    try {
      // The same texts below a folder of the test, where the log exists.
      const moved = (text: string): string =>
        text.replaceAll('/srv/', `${folder}/srv/`).replaceAll('/etc/', `${folder}/etc/`);
      for (const name of ['srv/shop/logs', 'etc/logrotate.d']) mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, log), 'x');
      for (const [name, text] of [
        ['etc/logrotate.conf', debian],
        ['etc/logrotate.d/shop', part],
      ] as const) {
        writeFileSync(join(folder, name), moved(text));
        chmodSync(join(folder, name), 0o644);
      }
      const { stderr } = spawnSync(
        'logrotate',
        ['-d', '-s', join(folder, 'state'), join(folder, 'etc/logrotate.conf')],
        {
          encoding: 'utf8',
          env: { PATH: process.env.PATH, LC_ALL: 'C' },
        },
      );
      // "rotating pattern: …  monthly (12 rotations)" stands before "considering log …" of the files that it names.
      const before = stderr.split(`considering log ${folder}${log}\n`)[0] ?? '';
      const said = stderr.includes(`considering log ${folder}${log}`)
        ? /.*rotating pattern: [\s\S]*?\s(after 1 days|weekly|monthly|\d+ bytes) .*?\((\d+) rotations\)/.exec(
            before.slice(before.lastIndexOf('rotating pattern')),
          )
        : null;
      const words: Record<string, string> = { 'after 1 days': 'daily', '10485760 bytes': 'size' };
      expect(said && { frequency: words[said[1]!] ?? said[1], rotate: Number(said[2]) }).toEqual(expected);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('handlers', () => {
  it.each([
    ['RotatingFileHandler\n', ['size']],
    ['TimedRotatingFileHandler\n', ['time']],
    ['ConcurrentRotatingFileHandler\nTimedRotatingFileHandler\n', ['size', 'time']],
    ['', []],
    ['x RotatingFileHandler y\n', []],
  ])('%j', (text, expected) => expect(parseHandlers(text)).toEqual(expected));
});

describe('globs', () => {
  it.each([
    ['/var/log/*.log', '/var/log/a.log', true],
    ['/var/log/*.log', '/var/log/b/a.log', false],
    ['/var/*/a.log', '/var/log/a.log', true],
    ['/a?c', '/abc', true],
    ['/a?c', '/a/c', false],
    ['/[ab]x', '/bx', true],
    ['/[!ab]x', '/bx', false],
    ['/[a-c]x', '/bx', true],
    ['/\\*', '/*', true],
    ['/\\*', '/a', false],
    ['/[x', '/[x', true],
    [`${'*a'.repeat(200)}b`, 'a'.repeat(300), false],
  ])('%s %s', (pattern, text, expected) => expect(globMatches(pattern, text)).toBe(expected));
});
