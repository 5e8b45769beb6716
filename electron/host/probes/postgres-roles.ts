import { unseen } from '../../../shared/fact';
import { engineOf, parseDatabaseUrl } from '../../../shared/facts/host/database-url';
import { parsePostgresRoles, postgresRoles } from '../../../shared/facts/host/postgres-roles';
import { defineProbe } from '../probe';
import { textOf, whyNot } from '../section-reason';

/**
 * Section `postgres-roles.psql`, as root, which becomes the account `postgres`: every role with what it may do. A superuser
 * must not run what the app's role may have written, so only pg_catalog is named and searched, in a read-only transaction
 * with limits (CVE-2018-1058). No start file (-X), no password (-w); `env -i`, as PG* variables could lead elsewhere.
 *
 *     5432
 *     {"oid":10,"rolname":"postgres","rolsuper":true, … ,"memberof":[],"ownsdatabase":true}
 */
const options = [
  'default_transaction_read_only=on',
  'search_path=pg_catalog',
  'statement_timeout=5000',
  'lock_timeout=1000',
].map((setting) => `-c ${setting}`);

const statement =
  'SELECT pg_catalog.row_to_json(t) FROM (SELECT r.oid, r.rolname, r.rolsuper, r.rolcreaterole, r.rolcreatedb, ' +
  'r.rolreplication, r.rolbypassrls, ARRAY(SELECT m.roleid FROM pg_catalog.pg_auth_members m WHERE m.member = r.oid) ' +
  'AS memberof, EXISTS(SELECT FROM pg_catalog.pg_database d WHERE d.datdba = r.oid) AS ownsdatabase ' +
  'FROM pg_catalog.pg_roles r ORDER BY r.oid) t';

const psql = ['psql', '-X', '-w', '-q', '-At', '-d', 'postgres', '-c', 'SHOW port', '-c', statement] as const;
const pgOptions = `PGOPTIONS=${options.join(' ')}`;

export const postgresRolesProbe = defineProbe({
  fact: postgresRoles,
  roles: ['app'],
  sections: {
    psql: {
      as: 'root',
      seconds: 10,
      argv: () => [
        'runuser',
        '-u',
        'postgres',
        '--',
        'env',
        '-i',
        'PATH=/usr/bin:/bin',
        'LC_ALL=C',
        pgOptions,
        ...psql,
      ],
    },
  },
  read: (outputs, { secrets }) => {
    const url = secrets.environment?.get('DATABASE_URL');
    if (url === undefined) return unseen('not-collected', { fact: 'host.env-file' });
    const app = appRole(url);
    if (!app) return unseen('malformed', { what: 'DATABASE_URL, which names no PostgreSQL role' });
    const section = outputs.psql;
    const said = textOf(section.stderr);
    if (
      section.exitCode !== 0 &&
      /\b(psql|runuser)\W{0,4}: (No such file|not found)|user postgres does not exist/.test(said)
    ) {
      return unseen('no-tool', { tool: 'PostgreSQL' });
    }
    if (section.exitCode === 2 && /^psql: error: connection to server /m.test(said)) {
      return unseen('unreachable', { what: 'the PostgreSQL of this host' });
    }
    const reason = whyNot(section);
    return reason ? { ok: false, reason } : parsePostgresRoles(textOf(section.stdout), app);
  },
});

/** Neither is a secret; nothing else of the URL leaves this function. */
function appRole(text: string): { role: string; port: number } | null {
  const url = parseDatabaseUrl(text);
  const role = url?.user || url?.query.get('user');
  const port = url?.port ?? url?.query.get('port') ?? '5432';
  if (!url || engineOf(url) !== 'postgresql' || !role || !/^\d{1,5}$/.test(port)) return null;
  return { role, port: Number(port) };
}
