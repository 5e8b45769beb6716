import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { envFile } from '../../../shared/facts/host/env-file';
import { installedPackages } from '../../../shared/facts/host/installed-packages';
import { environment } from '../../support/environment';
import { factOf, judged } from '../../support/judged';

const denied: Reason = { code: 'no-root', params: { command: 'cat' } };
const malformed: Reason = { code: 'malformed', params: { what: 'it is not UTF-8' } };
const factsOf = (env: string | Reason, flask?: string) => [
  factOf(envFile, typeof env === 'string' ? environment(env) : env),
  ...(flask === undefined
    ? []
    : [
        factOf(installedPackages, {
          folders: ['/srv/shop/venv/lib/python3.11/site-packages'],
          packages: [{ name: 'flask', version: flask, folder: '/srv/shop/venv/lib/python3.11/site-packages' }],
        }),
      ]),
];

describe('env.production-mode', () => {
  const finding = (env: string | Reason, flask?: string, target: object = {}) =>
    judged('env.production-mode', factsOf(env, flask), target);
  test.each([
    ['FLASK_ENV=production', undefined, 'pass', 'production'],
    ['export FLASK_ENV="production" # at last', '3.0.3', 'pass', 'production'],
    ['FLASK_ENV=development', '3.0.3', 'fail', 'other'],
    ['FLASK_ENV=prod', undefined, 'fail', 'other'],
    ['FLASK_ENV=', undefined, 'fail', 'absent'],
    ['', undefined, 'fail', 'absent'],
    ['', '2.2.5', 'fail', 'absent'],
    ['', '2.3.0', 'pass', 'absent-newer-flask'],
    ['FLASK_DEBUG=1', '3.0.3', 'fail', 'absent'],
    ['FLASK_ENV=production\nFLASK_ENV=development', undefined, 'fail', 'other'],
  ])('%j with Flask %s', (env, flask, status, code) => expect(finding(env, flask)).toMatchObject({ status, code }));

  test('says that newer Flasks ignore it', () =>
    expect(finding('FLASK_ENV=production', '3.0.3').notes).toMatchObject([{ code: 'flask-ignores-it' }]));
  test('reads the key that the target names', () => {
    const target = { app: { directory: '/srv/shop', environmentKey: 'STAGE' } };
    const env = environment('STAGE=production');
    const shaped = {
      ...env,
      keys: env.keys.map((key) => ({
        ...key,
        shape: { kind: 'environment-name' as const, value: 'production' as const },
      })),
    };
    expect(judged('env.production-mode', [factOf(envFile, shaped)], target).status).toBe('pass');
    expect(finding('FLASK_ENV=production', undefined, target)).toMatchObject({
      status: 'fail',
      params: { key: 'STAGE' },
    });
  });
  test('does not tell a value that is no member of the list', () =>
    expect(JSON.stringify(finding('FLASK_ENV=hunter2-canary'))).not.toContain('hunter2'));
  test.each([denied, malformed])('is an error when it could not be seen', (reason) =>
    expect(finding(reason).status).toBe('error'),
  );
});

describe('env.debug-off', () => {
  const finding = (env: string | Reason) => judged('env.debug-off', factsOf(env));
  test.each([
    '',
    'FLASK_DEBUG=0',
    'FLASK_DEBUG=False',
    'FLASK_DEBUG=no',
    'FLASK_DEBUG=',
    'DEBUG=off',
    'FLASK_RUN_PORT=5000',
    'FLASK_DEBUG=1\nFLASK_DEBUG=0',
  ])('passes for %j', (env) => expect(finding(env).status).toBe('pass'));
  test.each([
    'FLASK_DEBUG=1',
    'FLASK_DEBUG=TRUE',
    'FLASK_DEBUG=off',
    'FLASK_DEBUG=anything',
    'DEBUG=yes',
    'DEBUG=*',
    'FLASK_RUN_DEBUG=1',
    'FLASK_ENV=development',
    'A=1\nFLASK_DEBUG=${A}',
  ])('fails for %j', (env) => expect(finding(env).status).toBe('fail'));
  test.each([denied, malformed])('is an error when it could not be seen', (reason) =>
    expect(finding(reason).status).toBe('error'),
  );
});
