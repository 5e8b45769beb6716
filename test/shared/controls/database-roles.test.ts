import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { type EnvFile, envFile, type Shape } from '../../../shared/facts/host/env-file';
import { type PostgresRoles, postgresRoles } from '../../../shared/facts/host/postgres-roles';
import { factOf, judged } from '../../support/judged';

type Url = Extract<Shape, { kind: 'database-url' }>;

const env = (url: Partial<Url> | null): EnvFile => ({
  path: '/srv/shop/.env',
  lines: 1,
  notAssignments: 0,
  otherKeys: 0,
  keys: url
    ? [
        {
          key: 'DATABASE_URL',
          line: 1,
          started: 'none' as const,
          set: true,
          length: '32+',
          secretLike: true,
          strength: null,
          placeholder: null,
          same: null,
          kept: 'none',
          elsewhere: 'unknown',
          shape: {
            kind: 'database-url',
            engine: 'postgresql',
            driver: 'psycopg2',
            hostKind: 'local',
            sslmode: null,
            defaultPair: false,
            passwordLength: '32+',
            passwordStrength: null,
            passwordPlaceholder: null,
            passwordSame: null,
            ...url,
          },
        },
      ]
    : [],
});
const finding = (url: Partial<Url> | null | Reason, roles: Partial<PostgresRoles> | Reason = {}) =>
  judged('database.least-privilege', [
    factOf(envFile, url && 'code' in url ? url : env(url)),
    factOf(
      postgresRoles,
      'code' in roles ? roles : { exists: true, own: [], throughMembership: [], ownsDatabase: false, ...roles },
    ),
  ]);

describe('database.least-privilege', () => {
  test('passes for a plain role, on loopback or a socket', () => {
    expect(finding({})).toMatchObject({ status: 'pass', code: 'plain', notes: [] });
    expect(finding({ hostKind: 'socket' }).status).toBe('pass');
  });
  test('notes that the role owns its database', () => {
    expect(finding({}, { ownsDatabase: true })).toMatchObject({ status: 'pass', notes: [{ code: 'owns-database' }] });
  });
  test.each([
    [{ own: ['superuser' as const] }, 'own'],
    [{ throughMembership: ['pg_execute_server_program' as const] }, 'through'],
  ])('fails for %j', (roles, code) => expect(finding({}, roles)).toMatchObject({ status: 'fail', code }));
  test('does not apply to SQLite, which has no roles', () => {
    expect(finding({ engine: 'sqlite', hostKind: 'none' })).toMatchObject({ status: 'not-applicable' });
  });
  test.each([
    [{ hostKind: 'private' as const }, 'remote'],
    [{ hostKind: 'public' as const }, 'remote'],
    [{ engine: 'mysql' as const }, 'other-engine'],
    [null, 'no-url'],
    [{ code: 'no-file', params: { path: '/srv/shop/.env' } } as Reason, 'no-file'],
  ])('waits for a person for %j', (url, code) => expect(finding(url)).toMatchObject({ status: 'manual', code }));
  test.each([
    [{ exists: false }, 'no-role'],
    [{ code: 'no-root', params: { command: 'runuser' } } as Reason, 'no-root'],
    [{ code: 'malformed', params: { what: 'x' } } as Reason, 'malformed'],
  ])('waits for a person for %j', (roles, code) =>
    expect(finding({}, roles)).toMatchObject({ status: 'manual', code }),
  );
});
