import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Found, Probe } from '../../../../electron/host/probe';
import { backupHeadProbe } from '../../../../electron/host/probes/backup-head';
import { backupsProbe } from '../../../../electron/host/probes/backups';
import { logFilesProbe } from '../../../../electron/host/probes/log-files';
import { logRotationProbe } from '../../../../electron/host/probes/log-rotation';
import { processesProbe } from '../../../../electron/host/probes/processes';
import { tlsKeyProbe } from '../../../../electron/host/probes/tls-key';
import type { FactId, FactType } from '../../../../shared/fact';
import { type Backups, parseBackups } from '../../../../shared/facts/host/backups';
import type { LogFiles } from '../../../../shared/facts/host/log-files';
import type { Processes } from '../../../../shared/facts/host/processes';
import { parseStatLines } from '../../../../shared/facts/host/stat-line';
import type { TlsKey } from '../../../../shared/facts/host/tls-key';
import { targetSchema } from '../../../../shared/target';
import { describeWith } from '../../../support/needs';
import { readContext, runProbe } from '../../../support/run-probe';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gonogo-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(
  name: string,
  { content = 'x', mode = 0o640, hoursAgo = 0 }: { content?: string | Buffer; mode?: number; hoursAgo?: number } = {},
): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
  const then = Date.now() / 1000 - hoursAgo * 3600;
  utimesSync(path, then, then);
  return path;
}
/** `found`: facts of the first script, by id. */
function runHere(probe: Probe, { target = {}, found = {} }: { target?: object; found?: Record<string, unknown> } = {}) {
  const parsed = targetSchema.parse({
    name: 'Example Shop',
    hosts: [{ name: 'web-1' }],
    app: { directory: '/srv/shop' },
    ...target,
  });
  const get = (<T extends FactType<FactId, unknown>>({ id }: T) => found[id] ?? null) as Found['get'];
  return runProbe(probe, readContext(parsed, { found: { get } }));
}

const value = async <V>(read: ReturnType<typeof runHere>): Promise<V> => {
  const result = await read;
  if (!result.ok) throw new Error(JSON.stringify(result.reason));
  return result.value as V;
};

describeWith(['find'], 'log files', () => {
  const app = () => ({ app: { directory: folder, logFiles: ['logs/app.log', 'other/none.log'] } });
  it('are found with what rotation left beside them, through links', async () => {
    file('logs/app.log', { content: 'hello\n', mode: 0o644 });
    file('logs/app.log.1.gz', { mode: 0o600 });
    file('logs/app.log-20260131');
    file('logs/application.log');
    const { files } = await value<LogFiles>(runHere(logFilesProbe, { target: app() }));
    expect(files[0]).toMatchObject({ current: { bytes: 6, mode: 0o644, owner: userInfo().username } });
    expect(files[0]?.rotated.map(({ mode }) => mode).sort()).toEqual([0o600, 0o640]);
    expect(files[1]).toMatchObject({ current: null, rotated: [] });
  });
  it('are absent, and not unseen, where the folder is', async () => {
    const { files } = await value<LogFiles>(runHere(logFilesProbe, { target: app() }));
    expect(files.map(({ current }) => current)).toEqual([null, null]);
  });
  it('are unseen where a name goes over two lines', async () => {
    file('logs/app.log\nnonsense');
    expect(await runHere(logFilesProbe, { target: app() })).toMatchObject({
      ok: false,
      reason: { code: 'malformed' },
    });
  });
});

describeWith(['find', 'grep'], 'rotating handlers', () => {
  it('are found in the app and not in what it installed', async () => {
    file('app.py', { content: 'h = logging.handlers.TimedRotatingFileHandler("x")\n' });
    file('venv/lib/python3.11/site-packages/x.py', { content: 'RotatingFileHandler(' });
    const rotation = await value(runHere(logRotationProbe, { target: { app: { directory: folder } } }));
    expect(rotation).toMatchObject({ handlers: ['time'], files: [{ entry: null }] });
  });
  it('are unseen where the folder is', async () => {
    const directory = join(folder, 'none');
    const rotation = await runHere(logRotationProbe, { target: { app: { directory } } });
    expect(rotation).toMatchObject({ ok: false, reason: { code: 'no-file', params: { path: directory } } });
  });
});

describeWith(['find'], 'backups', () => {
  const target = () => ({ backups: { directory: folder } });
  const collect = async () => {
    const found = await value<Backups>(runHere(backupsProbe, { target: target() }));
    if (!found.exists) throw new Error('no folder');
    return found;
  };
  it('are listed newest first, without logs and checksums', async () => {
    chmodSync(folder, 0o700);
    file('shop-1.sql.gpg', { mode: 0o600, hoursAgo: 30 });
    file('daily/shop-2.sql.gpg', { mode: 0o640, hoursAgo: 6, content: 'abc' });
    for (const name of ['backup.log', 'shop-2.sql.gpg.sha256', 'SHA256SUMS', '.hidden', 'x.part'])
      file(name, { mode: 0o600 });
    const found = await collect();
    expect(found).toMatchObject({
      folder: { mode: 0o700 },
      count: 7,
      loose: 1,
      looseExamples: ['daily/shop-2.sql.gpg'],
      restic: false,
    });
    expect(found.newest.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['daily/shop-2.sql.gpg', 3],
      ['shop-1.sql.gpg', 1],
    ]);
  });
  it('tell a restic repository by its folders', async () => {
    for (const name of ['config', 'data/ab/abc', 'index/a', 'keys/b', 'snapshots/c']) file(name, { mode: 0o400 });
    expect(await collect()).toMatchObject({ restic: true, newest: [{ name: 'snapshots/c' }] });
  });
  it('are absent where the folder is', async () => {
    const found = runHere(backupsProbe, { target: { backups: { directory: join(folder, 'none') } } });
    expect(await found).toEqual({ ok: true, value: { exists: false } });
  });
  it('are unseen where a name goes over two lines, or the path is a file', async () => {
    file('b\nc');
    expect(await runHere(backupsProbe, { target: target() })).toMatchObject({
      ok: false,
      reason: { code: 'malformed' },
    });
    expect(parseBackups('regular file/600/root/root/1/1//backups\n', '/backups')).toMatchObject({ ok: false });
  });

  const heads = async (names: readonly string[]) => {
    const found = { 'host.backups': { exists: true, newest: names.map((name) => ({ name })) } };
    return value<{ files: { kind: string; holdsNothing: boolean }[] }>(
      runHere(backupHeadProbe, { target: target(), found }),
    );
  };
  it('are told by their first bytes', async () => {
    file('a.sql', { content: '-- PostgreSQL database dump\n' });
    file('b', { content: Buffer.from([0x28, 0xb5, 0x2f, 0xfd, ...Array<number>(20).fill(1)]) });
    file('sub/c', { content: '' });
    expect((await heads(['a.sql', 'b', 'sub/c'])).files).toMatchObject([
      { kind: 'text', holdsNothing: false },
      { kind: 'zstd', holdsNothing: false },
      { kind: 'empty', holdsNothing: true },
    ]);
  });
  it('are not opened where a name is none that one rule of sudo could hold', async () => {
    const found = { 'host.backups': { exists: true, newest: [{ name: '../shadow' }] } };
    expect(await runHere(backupHeadProbe, { target: target(), found })).toMatchObject({
      ok: false,
      reason: { code: 'malformed' },
    });
  });

  const made = async (command: string) => {
    execFileSync('sh', ['-c', command], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'ignore'],
      env: { ...process.env, GNUPGHOME: folder },
    });
    return (await heads(['made'])).files[0];
  };
  describeWith(['gzip', 'tar', 'openssl', 'gpg', 'xz', 'bzip2'], 'made by the tools', () => {
    it.each([
      ['gzip', 'echo hello | gzip > made', { kind: 'gzip', holdsNothing: false }],
      ['gzip of a dump that failed', 'false | gzip > made', { kind: 'gzip', holdsNothing: true }],
      ['tar', 'mkdir t && tar cf made t', { kind: 'tar' }],
      ['openssl', 'echo hello | openssl enc -aes-256-cbc -pbkdf2 -k x > made', { kind: 'openssl' }],
      ['openssl, base64', 'echo hello | openssl enc -a -aes-256-cbc -pbkdf2 -k x > made', { kind: 'openssl' }],
      [
        'gpg by passphrase',
        'echo hello | gpg --batch --passphrase x --pinentry-mode loopback --s2k-count 65536 -c > made',
        { kind: 'gpg' },
      ],
      [
        'gpg, armored',
        'echo hello | gpg --batch --passphrase x --pinentry-mode loopback --s2k-count 65536 -a -c > made',
        { kind: 'gpg' },
      ],
      ['gpg that only packs', 'echo hello | gpg --batch --store > made', { kind: 'unknown' }],
      ['xz of nothing', 'xz < /dev/null > made', { kind: 'xz', holdsNothing: true }],
      ['bzip2 of nothing', 'bzip2 < /dev/null > made', { kind: 'bzip2', holdsNothing: true }],
    ])('%s', async (_, command, expected) => expect(await made(command)).toMatchObject(expected));
    it.each(['rsa2048', 'future-default'])('gpg to a key of %s', async (algorithm) => {
      const command = `gpg --batch --passphrase '' --quick-gen-key shop@shop.example ${algorithm} default never && gpg --batch --passphrase '' --quick-add-key "$(gpg --list-keys --with-colons | sed -n 's/^fpr:*\\([0-9A-F]*\\):/\\1/p' | head -n 1)" ${algorithm === 'future-default' ? 'cv25519' : algorithm} encr; echo hello | gpg --batch --trust-model always -e -r shop@shop.example > made; gpgconf --kill all`;
      expect(await made(command)).toMatchObject({ kind: 'gpg' });
    });
  });
});

describe('private keys', () => {
  it('are looked at through links, with the folders on the way', async () => {
    file('archive/real.key', { mode: 0o600 });
    symlinkSync('archive/real.key', join(folder, 'live.key'));
    const server = (keys: string[], ssl = true) => ({ listens: [{ ssl }], keys });
    const found = {
      'host.nginx': {
        servers: [server([join(folder, 'live.key'), join(folder, 'gone.key')]), server(['/plain.key'], false)],
      },
    };
    const { keys } = await value<TlsKey>(runHere(tlsKeyProbe, { found }));
    expect(keys.map(({ path, file: entry }) => [path.slice(folder.length + 1), entry?.mode])).toEqual([
      ['live.key', 0o600],
      ['gone.key', undefined],
    ]);
    expect(keys[0]?.folders.map(({ path }) => path)).toEqual(['/', '/tmp', folder]);
  });
});

describeWith(['ps'], 'processes', () => {
  it('include this one, with its start', async () => {
    const { processes } = await value<Processes>(runHere(processesProbe));
    const own = processes.find(({ pid }) => pid === process.pid);
    expect(own).toMatchObject({ ppid: process.ppid });
    expect(Math.abs((own?.startedAt ?? 0) - (Date.now() / 1000 - process.uptime()))).toBeLessThan(5);
  });
});

describeWith(['busybox'], 'busybox', () => {
  it('prints stat lines of the same form', () => {
    file('a', { content: 'abc', mode: 0o640 });
    const { stdout } = spawnSync(
      'busybox',
      ['stat', '-L', '-c', '%F/%a/%U/%G/%s/%Y/%n', '--', join(folder, 'a'), folder],
      { encoding: 'utf8' },
    );
    expect(parseStatLines(stdout)).toMatchObject([{ kind: 'file', mode: 0o640, bytes: 3 }, { kind: 'directory' }]);
  });
});
