import { describe, expect, test } from 'vitest';
import { type AppEnvironment, appEnvironment } from '../../../shared/facts/host/app-environment';
import { envFile } from '../../../shared/facts/host/env-file';
import { envFileStat } from '../../../shared/facts/host/env-file-stat';
import { processes } from '../../../shared/facts/host/processes';
import { sockets } from '../../../shared/facts/host/sockets';
import { environment, envStat } from '../../support/environment';
import { factOf, judged, nowSeconds } from '../../support/judged';

/** What the service gives the app when it starts, against what the env file says. */

const service = (unit: Partial<NonNullable<AppEnvironment['unit']>> | null = {}) =>
  factOf(appEnvironment, {
    variables: 8,
    unit: unit && { name: 'shop.service', environmentFiles: [], secretsInUnit: [], needsReload: false, ...unit },
  });
const env = (text: string, started: Record<string, string> = {}) =>
  factOf(envFile, environment(text, {}, new Map(Object.entries(started))));
const absent = factOf(envFileStat, { exists: false, path: '/srv/shop/.env', link: false });

describe('env.loaded', () => {
  const running = (text: string, started: Record<string, string>, hoursAgo: number) => {
    const ctime = nowSeconds - 3600;
    const listener = { protocol: 'tcp', family: 'ipv4', address: '127.0.0.1', port: 5000, bound: 'loopback' } as const;
    return judged('env.loaded', [
      factOf(envFileStat, envStat({ ctime })),
      factOf(processes, {
        processes: [{ pid: 7, ppid: 1, user: 'shop', startedAt: nowSeconds - hoursAgo * 3600, name: 'gunicorn' }],
      }),
      factOf(sockets, {
        source: 'ss',
        processesNamed: true,
        sockets: [{ ...listener, dualStack: false, pid: 7, process: 'gunicorn' }],
      }),
      env(text, started),
    ]);
  };
  test.each([
    ['loaded later by the app itself', 'PORT=1\n', {}, 0.5, 'pass', 'loaded'],
    ['started with other values', 'FLASK_DEBUG=0\n', { FLASK_DEBUG: '1' }, 0.5, 'fail', 'other'],
    ['the same bytes written again', 'PORT=1\nMODE=2\n', { PORT: '1', MODE: '2' }, 2, 'pass', 'same-values'],
    ['one more value written', 'PORT=1\nMODE=2\n', { PORT: '1' }, 2, 'fail', 'stale'],
    ['a name that is not told', 'PORT=1\nodd.name=2\n', { PORT: '1', 'odd.name': '2' }, 2, 'fail', 'stale'],
  ] as const)('%s', (_, text, started, hoursAgo, status, code) =>
    expect(running(text, started, hoursAgo)).toMatchObject({ status, code }),
  );
});

test.each([
  ['FLASK_DEBUG=0\n', { FLASK_DEBUG: '1' }, 'env.debug-off'],
  ['FLASK_ENV=production\n', { FLASK_ENV: 'development' }, 'env.production-mode'],
])('%j, started with %j: %s fails, and says who set it', (text, started, control) => {
  expect(judged(control, [env(text, started)])).toMatchObject({ status: 'fail', notes: [{ code: 'from-service' }] });
});

describe('without a file', () => {
  const facts = (unit: Parameters<typeof service>[0]) => [absent, service(unit), env('', { SECRET_KEY: 'x' })];
  test('the service is the source', () => {
    expect(judged('env.file-present', facts({}))).toMatchObject({ status: 'pass', code: 'from-unit', notes: [] });
    expect(judged('env.file-mode', facts({}))).toMatchObject({ status: 'not-applicable', code: 'no-file' });
  });
  test('a file of the service has a mode too', () => {
    const unit = { environmentFiles: ['/etc/shop/env'] };
    expect(judged('env.file-present', facts(unit))).toMatchObject({ status: 'pass', notes: [{ code: 'other-files' }] });
    expect(judged('env.file-mode', facts(unit))).toMatchObject({ status: 'error', code: 'no-file' });
  });
  test.each([
    ['no service was seen', [absent, service(null), env('', {})]],
    ['nothing was read', [absent]],
  ])('it fails where %s', (_, seen) => {
    expect(judged('env.file-present', seen)).toMatchObject({ status: 'fail', code: 'absent' });
    expect(judged('env.file-mode', seen)).toMatchObject({ status: 'error', code: 'no-file' });
  });
});

describe('env.unit-closed', () => {
  test.each([
    ['no secret', {}, 'pass', 'closed'],
    ['a token', { secretsInUnit: ['API_TOKEN'] }, 'fail', 'secrets'],
    ['no service', null, 'not-applicable', 'no-unit'],
  ] as const)('%s', (_, unit, status, code) =>
    expect(judged('env.unit-closed', [service(unit as never)])).toMatchObject({ status, code }),
  );
  test('notes a unit that systemd has not read again', () =>
    expect(judged('env.unit-closed', [service({ needsReload: true })])).toMatchObject({
      notes: [{ code: 'not-reloaded' }],
    }));
  test('is an error where the process could not be seen', () =>
    expect(judged('env.unit-closed', [])).toMatchObject({ status: 'error' }));
});
