import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { type BackupKind, backupHead } from '../../../shared/facts/host/backup-head';
import { type BackupFile, type Backups, backups } from '../../../shared/facts/host/backups';
import { factOf, judged, nowSeconds } from '../../support/judged';

type There = Extract<Backups, { exists: true }>;
const hour = 3600;

const file = (more: Partial<BackupFile> & { hours?: number } = {}): BackupFile => {
  const { hours = 2, ...given } = more;
  return {
    name: 'shop-2026-01-31.sql.gpg',
    bytes: 1000,
    modified: nowSeconds - hours * hour,
    mode: 0o600,
    owner: 'root',
    ...given,
  };
};
/** One a day, the newest first. */
const daily = (...sizes: number[]): BackupFile[] =>
  sizes.map((bytes, index) => file({ name: `shop-2026-01-${31 - index}.sql.gpg`, bytes, hours: 2 + 24 * index }));
const there = (more: Partial<There> = {}): There => ({
  exists: true,
  folder: { mode: 0o700, owner: 'root', group: 'root' },
  restic: false,
  count: 1,
  loose: 0,
  looseExamples: [],
  newest: [file()],
  ...more,
});
const heads = (...kinds: BackupKind[]) => ({
  files: kinds.map((kind, index) => ({
    name: index === 0 ? file().name : `older-${index}`,
    kind,
    holdsNothing: false,
  })),
});
const denied: Reason = { code: 'no-root', params: { command: 'find' } };
const malformed: Reason = { code: 'malformed', params: { what: 'a line of stat' } };

const finding = (
  control: string,
  found: Backups | Reason,
  head: ReturnType<typeof heads> | Reason = heads('gpg'),
  target: object = {},
) => judged(control, [factOf(backups, found), factOf(backupHead, head)], target);

describe('backup.recent', () => {
  test.each([
    ['one backup', there()],
    ['the size of always', there({ newest: daily(1000, 1100, 900) })],
    ['half the size of always', there({ newest: daily(500, 1000, 1000) })],
    [
      'a small one of another kind',
      there({ newest: [file({ name: 'settings.tar.gpg', bytes: 10 }), ...daily(1000, 1000)] }),
    ],
    ['a clock that is a little ahead', there({ newest: [file({ hours: -0.5 })] })],
    ['restic snapshots, whose sizes say nothing', there({ restic: true, newest: daily(10, 1000, 1000) })],
  ])('passes for %s', (_, found) =>
    expect(finding('backup.recent', found)).toMatchObject({ status: 'pass', notes: [] }),
  );

  test('says so when the beginning was not seen', () => {
    expect(finding('backup.recent', there(), denied)).toMatchObject({ status: 'pass', notes: [{ code: 'unopened' }] });
  });

  test.each([
    ['no folder', { exists: false as const }, 'absent'],
    ['an empty folder', there({ newest: [] }), 'none'],
    ['an old one', there({ newest: [file({ hours: 25 })] }), 'old'],
    ['an empty one', there({ newest: [file({ bytes: 0 })] }), 'empty'],
    ['one that was cut short', there({ newest: daily(499, 1000, 1000, 1000) }), 'small'],
    ['one from the future', there({ newest: [file({ hours: -2 })] }), 'from-the-future'],
  ])('fails for %s', (_, found, code) =>
    expect(finding('backup.recent', found)).toMatchObject({ status: 'fail', code }),
  );

  test('fails for an archive of nothing', () => {
    const nothing = { files: [{ name: file().name, kind: 'gzip' as const, holdsNothing: true }] };
    expect(finding('backup.recent', there(), nothing)).toMatchObject({ status: 'fail', code: 'empty' });
  });

  test("follows the target's limit", () => {
    const found = there({ newest: [file({ hours: 25 })] });
    expect(finding('backup.recent', found, heads('gpg'), { backups: { maxAgeHours: 48 } }).status).toBe('pass');
  });

  test.each([denied, malformed])('waits for a person for %j', (reason) => {
    expect(finding('backup.recent', reason)).toMatchObject({ status: 'manual', code: reason.code });
  });
});

describe('backup.mode', () => {
  test('passes for closed files in a closed folder', () => expect(finding('backup.mode', there()).status).toBe('pass'));
  test.each([
    ['an open folder', there({ folder: { mode: 0o755, owner: 'root', group: 'root' } }), 'folder'],
    ['loose files', there({ loose: 2, looseExamples: ['a', 'b'] }), 'files'],
    ['no folder', { exists: false as const }, 'absent'],
    ['no file', there({ count: 0, newest: [] }), 'none'],
  ])('fails for %s', (_, found, code) => expect(finding('backup.mode', found)).toMatchObject({ status: 'fail', code }));
  test.each([denied, malformed])('is an error for %j', (reason) =>
    expect(finding('backup.mode', reason).status).toBe('error'),
  );
  test('shows names from the host without their control characters', () => {
    const found = there({ loose: 1, looseExamples: ['a\u001b[31mb'] });
    expect(finding('backup.mode', found).observed).not.toContain('\u001b');
  });
});

describe('backup.encrypted', () => {
  test.each<[BackupKind[]]>([[['gpg']], [['age', 'openssl', 'luks']], [['borg']]])('passes for %j', (kinds) => {
    expect(finding('backup.encrypted', there(), heads(...kinds)).status).toBe('pass');
  });
  test('passes for restic, whatever its files look like', () => {
    expect(finding('backup.encrypted', there({ restic: true }), heads('unknown')).status).toBe('pass');
  });
  test.each<[BackupKind[]]>([
    [['gzip']],
    [['gpg', 'gpg', 'text']],
    [['pg-dump']],
    [['zstd']],
    [['unknown', 'tar']],
    [['sqlite']],
    [['empty']],
  ])('fails for %j', (kinds) => {
    expect(finding('backup.encrypted', there(), heads(...kinds))).toMatchObject({ status: 'fail', code: 'clear' });
  });
  test.each<[BackupKind[]]>([[['gpg', 'unknown']], [['zip']], [['borg-keyfile-or-none']], [[]]])(
    'waits for a person for %j',
    (kinds) => {
      expect(finding('backup.encrypted', there(), heads(...kinds))).toMatchObject({
        status: 'manual',
        code: 'undecided',
      });
    },
  );
  test('fails without a backup', () => {
    expect(finding('backup.encrypted', there({ newest: [] })).status).toBe('fail');
    expect(finding('backup.encrypted', { exists: false }).status).toBe('fail');
  });
  test.each([denied, malformed])('waits for a person where the content was not seen: %j', (reason) => {
    expect(finding('backup.encrypted', there(), reason)).toMatchObject({ status: 'manual', code: reason.code });
    expect(finding('backup.encrypted', reason)).toMatchObject({ status: 'manual', code: reason.code });
  });
});
