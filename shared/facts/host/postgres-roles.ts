import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';

/** What the app's database role may do in the PostgreSQL of this host: closed classes only, no name of a role. */

/** Attributes of pg_roles, and the predefined roles (PostgreSQL's and the big hosters') that are as good as superuser. */
export const rolePower = z.enum([
  'superuser',
  'create-role',
  'create-database',
  'replication',
  'bypass-rls',
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_execute_server_program',
  'rds_superuser',
  'cloudsqlsuperuser',
  'azure_pg_admin',
]);
export type RolePower = z.infer<typeof rolePower>;

export const postgresRoles = defineFact({
  id: 'host.postgres-roles',
  schema: z.strictObject({
    /** The role that DATABASE_URL signs in as exists here. */
    exists: z.boolean(),
    own: z.array(rolePower),
    /** Through roles that it is a member of, directly or not: SET ROLE makes them its own. */
    throughMembership: z.array(rolePower),
    ownsDatabase: z.boolean(),
  }),
});
export type PostgresRoles = FactValue<typeof postgresRoles>;

const rowSchema = z.object({
  oid: z.union([z.number(), z.string().regex(/^\d+$/)]).transform(String),
  rolname: z.string(),
  rolsuper: z.boolean(),
  rolcreaterole: z.boolean(),
  rolcreatedb: z.boolean(),
  rolreplication: z.boolean(),
  rolbypassrls: z.boolean(),
  memberof: z.array(z.union([z.number(), z.string()]).transform(String)),
  ownsdatabase: z.boolean(),
});
type Row = z.infer<typeof rowSchema>;

/** From the port (`SHOW port`), then one JSON object a line for each role. */
export function parsePostgresRoles(text: string, app: { role: string; port: number }): Read<PostgresRoles> {
  const [port = '', ...lines] = text.split('\n').filter((line) => line !== '');
  if (!/^\d{1,5}$/.test(port)) return unseen('malformed', { what: 'the port that PostgreSQL names' });
  // A pooler or a second cluster: what is seen here says nothing about the one that the app uses.
  if (Number(port) !== app.port) {
    return unseen('unreachable', { what: `the app uses port ${app.port}, the PostgreSQL found here has ${port}` });
  }
  const rows: Row[] = [];
  for (const line of lines) {
    const row = rowSchema.safeParse(parseJson(line));
    if (!row.success) return unseen('malformed', { what: 'the list of database roles' });
    rows.push(row.data);
  }
  if (rows.length === 0) return unseen('malformed', { what: 'the list of database roles, which is empty' });
  const own = rows.find(({ rolname }) => rolname === app.role);
  if (!own) return seen({ exists: false, own: [], throughMembership: [], ownsDatabase: false });
  return seen({
    exists: true,
    own: powersOf(own),
    throughMembership: [...new Set(membershipsOf(own, rows).flatMap(powersOf))].sort(),
    ownsDatabase: own.ownsdatabase,
  });
}

/** Every role that `row` is a member of, however far. */
function membershipsOf(row: Row, rows: readonly Row[]): Row[] {
  const byOid = new Map(rows.map((candidate) => [candidate.oid, candidate]));
  const reached = new Set(row.memberof);
  // A Set that grows is walked to its end.
  for (const oid of reached) for (const next of byOid.get(oid)?.memberof ?? []) reached.add(next);
  return [...reached].flatMap((oid) => byOid.get(oid) ?? []);
}

function powersOf(row: Row): RolePower[] {
  const attributes: [RolePower, boolean][] = [
    ['superuser', row.rolsuper],
    ['create-role', row.rolcreaterole],
    ['create-database', row.rolcreatedb],
    ['replication', row.rolreplication],
    ['bypass-rls', row.rolbypassrls],
  ];
  const named = rolePower.safeParse(row.rolname);
  return [...attributes.filter(([, has]) => has).map(([power]) => power), ...(named.success ? [named.data] : [])];
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
