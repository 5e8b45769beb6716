import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { envFile } from '../../../shared/facts/host/env-file';
import { installedPackages } from '../../../shared/facts/host/installed-packages';
import { environment, strongPassword } from '../../support/environment';
import { factOf, judged } from '../../support/judged';

const denied: Reason = { code: 'no-root', params: { command: 'cat' } };
const malformed: Reason = { code: 'malformed', params: { what: 'it is not UTF-8' } };
const fact = (env: string | Reason) =>
  factOf(envFile, typeof env === 'string' ? environment(`DATABASE_URL=${env}`) : env);
const at = (rest: string): string => `postgresql://shop:${strongPassword}@${rest}`;
type Row = readonly [string | Reason, string, string];
const cases = (control: string, rows: readonly Row[]) =>
  describe(control, () => {
    test.each(rows)('%j', (env, status, code) => expect(judged(control, [fact(env)])).toMatchObject({ status, code }));
    test.each([denied, malformed])('is an error when it could not be seen', (reason) =>
      expect(judged(control, [fact(reason)]).status).toBe('error'),
    );
  });

cases('database.engine', [
  [at('db/shop'), 'pass', 'postgresql'],
  [at('db/shop').replace('postgresql', 'postgresql+psycopg2'), 'pass', 'postgresql'],
  [at('db/shop').replace('postgresql', 'postgresql+asyncpg'), 'pass', 'postgresql'],
  ['sqlite:///shop.db', 'fail', 'other'],
  ['mysql+pymysql://shop:x@db/shop', 'fail', 'other'],
  ['', 'fail', 'no-url'],
  ['not a url', 'fail', 'no-url'],
]);

cases('database.tls', [
  [at('db.shop.test/shop?sslmode=verify-full'), 'pass', 'verified'],
  [at('db.shop.test/shop?sslmode=verify-ca'), 'pass', 'verified-ca'],
  [at('db.shop.test/shop?sslmode=require'), 'fail', 'unverified'],
  [at('10.0.0.5/shop?sslmode=prefer'), 'fail', 'unverified'],
  [at('10.0.0.5/shop'), 'fail', 'unset'],
  [at('localhost:5432/shop'), 'not-applicable', 'local'],
  [at('localhost,db.shop.test/shop'), 'fail', 'unset'],
  [at('localhost/shop?host=db.shop.test'), 'fail', 'unset'],
  ['postgresql://shop@/shop?host=/var/run/postgresql', 'not-applicable', 'local'],
  ['sqlite:///shop.db', 'not-applicable', 'no-server'],
  ['', 'error', 'no-url'],
]);

cases('database.credentials', [
  [at('db/shop'), 'pass', 'own'],
  ['postgresql://postgres:postgres@db/shop', 'fail', 'default'],
  ['postgresql://user:password@db/shop', 'fail', 'default'],
  ['postgresql://shop:shop@db/shop', 'fail', 'default'],
  ['postgresql://shop:changeme@db/shop', 'fail', 'known'],
  ['postgresql://shop:vT9qLm2XwKz7@db/shop', 'fail', 'short'],
  [`postgresql://shop:${'xy'.repeat(9)}@db/shop`, 'fail', 'weak'],
  ['postgresql://shop@db/shop', 'error', 'no-password'],
  ['postgresql:///shop', 'pass', 'by-socket'],
  ['sqlite:///shop.db', 'not-applicable', 'no-server'],
  ['', 'error', 'no-url'],
]);

describe('database.adapter', () => {
  const packages = (...names: string[]) =>
    factOf(installedPackages, {
      folders: ['/srv/shop/venv'],
      packages: names.map((name) => ({ name, version: '1.0', folder: '/srv/shop/venv' })),
    });
  const url = fact(at('db/shop'));
  test.each([
    ['psycopg2', url, ['psycopg2'], 'pass', 'installed'],
    ['psycopg2-binary', url, ['psycopg2-binary'], 'pass', 'installed'],
    ['another driver than the URL asks for', url, ['asyncpg'], 'fail', 'missing'],
    [
      'the one that the URL names',
      fact(at('db/shop').replace('postgresql', 'postgresql+asyncpg')),
      ['asyncpg'],
      'pass',
      'installed',
    ],
    ['none', url, [], 'fail', 'missing'],
    ['another engine', fact('sqlite:///x.db'), [], 'not-applicable', 'other-engine'],
    ['no URL', fact(''), [], 'error', 'no-url'],
  ] as const)('%s', (_, env, names, status, code) =>
    expect(judged('database.adapter', [env, packages(...names)])).toMatchObject({ status, code }),
  );
  test('advises against psycopg2-binary', () =>
    expect(judged('database.adapter', [url, packages('psycopg2-binary')]).notes).toMatchObject([{ code: 'binary' }]));
  test('is an error when the packages could not be seen', () =>
    expect(judged('database.adapter', [url, factOf(installedPackages, denied)]).status).toBe('error'));
});
