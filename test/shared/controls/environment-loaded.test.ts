import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { envFileStat } from '../../../shared/facts/host/env-file-stat';
import { type Processes, processes } from '../../../shared/facts/host/processes';
import { sockets } from '../../../shared/facts/host/sockets';
import { factOf, judged, nowSeconds } from '../../support/judged';

type Process = Processes['processes'][number];
const changedAt = nowSeconds - 3600;

const gunicorn = (pid: number, ppid: number, hoursAgo: number, more: Partial<Process> = {}): Process => ({
  pid,
  ppid,
  user: 'shop',
  startedAt: nowSeconds - hoursAgo * 3600,
  name: 'gunicorn',
  ...more,
});
const systemd = gunicorn(1, 0, 999, { user: 'root', name: 'systemd' });

const finding = (
  stated: { running?: Process[] | Reason; pid?: number | null; port?: number; process?: string; exists?: boolean } = {},
) => {
  const { running = [systemd, gunicorn(10, 1, 0.5), gunicorn(11, 10, 0.5)], pid = 11, port = 5000 } = stated;
  const file = {
    exists: true as const,
    path: '/srv/shop/.env',
    symlink: null,
    type: 'regular' as const,
    mode: 0o600,
    owner: 'shop',
    group: 'shop',
    uid: 1000,
    gid: 1000,
    bytes: 100,
    // As after `cp -p`: the content is new, its mtime old.
    mtime: changedAt - 86_400,
    ctime: changedAt,
    parents: [],
    acl: { checked: true, extraReaders: 0 },
  };
  return judged('env.loaded', [
    factOf(envFileStat, stated.exists === false ? { exists: false, path: '/srv/shop/.env', link: false } : file),
    factOf(processes, Array.isArray(running) ? { processes: running } : running),
    factOf(sockets, {
      source: 'ss',
      processesNamed: pid !== null,
      sockets: [
        {
          protocol: 'tcp',
          family: 'ipv4',
          address: '127.0.0.1',
          port,
          bound: 'loopback',
          dualStack: false,
          pid,
          process: stated.process ?? 'gunicorn',
        },
      ],
    }),
  ]);
};

describe('env.loaded', () => {
  test('passes when the app started after the file changed', () => {
    expect(finding()).toMatchObject({ status: 'pass', code: 'loaded', params: { changedAt } });
  });

  test('passes within the second in which both happened', () => {
    expect(finding({ running: [gunicorn(11, 1, 1, { startedAt: changedAt - 1 })] }).status).toBe('pass');
  });

  test('fails when it started before', () => {
    const { status, observed } = finding({ running: [systemd, gunicorn(11, 1, 2)] });
    expect(status).toBe('fail');
    expect(observed).toBe(
      'the env file changed at 2026-01-31 11:00:00 UTC, and the app still runs since 2026-01-31 10:00:00 UTC, on what it read then',
    );
  });

  test('counts the master, not the workers that a reload made', () => {
    const running = [systemd, gunicorn(10, 1, 48), gunicorn(11, 10, 0.1)];
    expect(finding({ running })).toMatchObject({ status: 'fail', code: 'stale' });
  });

  test('knows the master by its program, when it keeps root and names its work', () => {
    const master = gunicorn(10, 1, 48, { user: 'root', name: 'gunicorn: maste' });
    const running = [systemd, master, gunicorn(11, 10, 0.1, { name: 'gunicorn: worke' })];
    expect(finding({ running })).toMatchObject({ status: 'fail', code: 'stale' });
  });

  test('does not count what only supervises', () => {
    const running = [gunicorn(5, 1, 99, { name: 'supervisord', user: 'root' }), gunicorn(11, 5, 0.5)];
    expect(finding({ running }).status).toBe('pass');
  });

  test('comes to an end when processes name each other as parents', () => {
    expect(finding({ running: [gunicorn(10, 11, 0.5), gunicorn(11, 10, 0.5)] }).status).toBe('pass');
  });

  test.each([
    [{ port: 5001 }, 'not-listening'],
    [{ pid: null }, 'no-process'],
    [{ running: [systemd] }, 'no-process'],
    [{ process: 'docker-proxy' }, 'container'],
    [{ exists: false }, 'no-file'],
    [{ running: { code: 'no-tool', params: { tool: 'ps' } } as Reason }, 'no-tool'],
  ])('is an error for %j', (stated, code) => expect(finding(stated)).toMatchObject({ status: 'error', code }));
});
