import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadContext, SectionOutput } from '../../../../electron/host/probe';
import { postgresRolesProbe } from '../../../../electron/host/probes/postgres-roles';
import type { Read } from '../../../../shared/fact';
import { type PostgresRoles, parsePostgresRoles, postgresRoles } from '../../../../shared/facts/host/postgres-roles';
import { describeWith } from '../../../support/needs';
import { freePort } from '../../../support/nginx';

const section = postgresRolesProbe.sections.psql;
if (section?.as !== 'root') throw new Error('postgres-roles.psql runs as root');
const argv = section.argv({} as never, {} as never) ?? [];

const read = (output: Partial<SectionOutput>, url: string | undefined) =>
  postgresRolesProbe.read(
    {
      psql: {
        id: 'postgres-roles.psql',
        command: 'runuser',
        as: 'root',
        stdout: Buffer.alloc(0),
        stderr: Buffer.alloc(0),
        exitCode: 0,
        broken: null,
        seconds: 10,
        ...output,
      },
    },
    { secrets: { environment: url === undefined ? null : new Map([['DATABASE_URL', url]]) } } as ReadContext,
  ) as Read<PostgresRoles>;

const noServer =
  'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory\n';

describe('the section', () => {
  it('reads only, searches pg_catalog only, and asks for no password', () => {
    expect(argv.slice(0, 6)).toEqual(['runuser', '-u', 'postgres', '--', 'env', '-i']);
    expect(argv.join(' ')).toMatch(/default_transaction_read_only=on.*search_path=pg_catalog.* psql -X -w /);
  });
});

describe('what was not seen', () => {
  const url = 'postgresql://shop_app:pw@localhost/shop';
  const reasonOf = (result: Read<PostgresRoles>) => (result.ok ? null : result.reason.code);
  it.each([
    ['no environment', read({}, undefined), 'not-collected'],
    ['another engine', read({}, 'sqlite:///shop.db'), 'malformed'],
    ['no role in the address', read({}, 'postgresql://localhost/shop'), 'malformed'],
    [
      'no psql',
      read({ exitCode: 127, stderr: Buffer.from("env: 'psql': No such file or directory\n") }, url),
      'no-tool',
    ],
    [
      'no account',
      read({ exitCode: 1, stderr: Buffer.from('runuser: user postgres does not exist\n') }, url),
      'no-tool',
    ],
    ['no server', read({ exitCode: 2, stderr: Buffer.from(noServer) }, url), 'unreachable'],
    ['no root', read({ exitCode: null, broken: 'no-root' }, url), 'no-root'],
    ['another port', read({ stdout: Buffer.from('5433\n{}\n') }, url), 'unreachable'],
    ['other output', read({ stdout: Buffer.from('5432\nshop_app|t\n') }, url), 'malformed'],
    ['nothing', read({}, url), 'malformed'],
  ])('%s', (_, result, code) => expect(reasonOf(result)).toBe(code));

  it('says nothing of the password', () => {
    const result = read({ stdout: Buffer.from('5432\nx\n') }, 'postgresql://shop_app:canary-93@localhost/shop');
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});

it('memberships in a circle come to an end', () => {
  const role = (oid: number, memberof: number[]) =>
    JSON.stringify({
      oid,
      rolname: `r${oid}`,
      rolsuper: false,
      rolcreaterole: oid === 3,
      rolcreatedb: false,
      rolreplication: false,
      rolbypassrls: false,
      memberof,
      ownsdatabase: false,
    });
  const text = ['5432', role(1, [2]), role(2, [3, 1]), role(3, [2])].join('\n');
  expect(parsePostgresRoles(text, { role: 'r1', port: 5432 })).toMatchObject({
    value: { own: [], throughMembership: ['create-role'] },
  });
});

// Debian keeps each version's server programs in a folder of its own, off the PATH.
describeWith(['root', 'psql', 'pg_ctlcluster', 'runuser'], 'against PostgreSQL', () => {
  let folder: string;
  let port: number;
  const asPostgres = (command: string, input?: string): string =>
    execFileSync('runuser', ['-u', 'postgres', '--', 'sh', '-c', command], {
      cwd: folder,
      encoding: 'utf8',
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  const bin = (): string => {
    const [version = ''] = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
    return `/usr/lib/postgresql/${version}/bin`;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gonogo-postgres-'));
    execFileSync('chown', ['postgres', folder]);
    port = await freePort();
    asPostgres(`${bin()}/initdb -D ${folder}/data -A peer -N >/dev/null`);
    asPostgres(
      `${bin()}/pg_ctl -D ${folder}/data -w -l ${folder}/log -o "-k ${folder} -p ${port} -c listen_addresses=''" start >/dev/null`,
    );
    asPostgres(
      `psql -X -q -h ${folder} -p ${port} -d postgres`,
      `CREATE ROLE plain LOGIN; CREATE ROLE "odd ""|\n' name" LOGIN;
       CREATE DATABASE shop OWNER plain;
       CREATE ROLE boss LOGIN SUPERUSER CREATEROLE CREATEDB REPLICATION BYPASSRLS;
       CREATE ROLE between NOINHERIT; GRANT pg_execute_server_program TO between;
       CREATE ROLE maker CREATEDB; GRANT maker TO between;
       CREATE ROLE member LOGIN NOINHERIT; GRANT between TO member;
       ALTER ROLE postgres SET search_path = public;`,
    );
  });
  afterAll(() => {
    spawnSync('runuser', [
      '-u',
      'postgres',
      '--',
      `${bin()}/pg_ctl`,
      '-D',
      `${folder}/data`,
      '-m',
      'immediate',
      'stop',
    ]);
    rmSync(folder, { recursive: true, force: true });
  });

  const rolesOf = (user: string) => {
    // The same command, at the cluster of this test.
    const there = argv.flatMap((word) => (word === '-i' ? [word, `PGHOST=${folder}`, `PGPORT=${port}`] : [word]));
    const { stdout, stderr, status } = spawnSync(there[0]!, there.slice(1), { cwd: '/' });
    const result = read(
      { stdout, stderr, exitCode: status },
      `postgresql+psycopg2://${user}:pw@localhost:${port}/shop`,
    );
    if (!result.ok) throw new Error(`${JSON.stringify(result.reason)}: ${stderr}`);
    return postgresRoles.schema.parse(result.value);
  };

  it.each([
    ['plain', { exists: true, own: [], throughMembership: [], ownsDatabase: true }],
    [
      'boss',
      { own: ['superuser', 'create-role', 'create-database', 'replication', 'bypass-rls'], throughMembership: [] },
    ],
    ['member', { own: [], throughMembership: ['create-database', 'pg_execute_server_program'], ownsDatabase: false }],
    ['odd%20%22%7C%0A%27%20name', { exists: true, own: [] }],
    ['nobody', { exists: false }],
  ])('%s', (user, expected) => expect(rolesOf(user)).toMatchObject(expected));
});
