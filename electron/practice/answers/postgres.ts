import { type Answers, fails, lines, rootOnly, says } from '../answer';
import type { PracticeState } from '../state';

/** Roles of PostgreSQL 15 with Debian's cluster and the app's own. */
interface Role {
  oid: number;
  name: string;
  superuser?: boolean;
  memberOf?: readonly number[];
  ownsDatabase?: boolean;
}

const predefined: readonly Role[] = [
  { oid: 10, name: 'postgres', superuser: true, ownsDatabase: true },
  { oid: 3373, name: 'pg_monitor', memberOf: [3374, 3375, 3377] },
  { oid: 3374, name: 'pg_read_all_settings' },
  { oid: 3375, name: 'pg_read_all_stats' },
  { oid: 3377, name: 'pg_stat_scan_tables' },
  { oid: 4200, name: 'pg_signal_backend' },
  { oid: 4544, name: 'pg_checkpoint' },
  { oid: 4569, name: 'pg_read_server_files' },
  { oid: 4570, name: 'pg_write_server_files' },
  { oid: 4571, name: 'pg_execute_server_program' },
  { oid: 6171, name: 'pg_database_owner' },
  { oid: 6181, name: 'pg_read_all_data' },
  { oid: 6182, name: 'pg_write_all_data' },
];

const roles = ({ databaseRole }: PracticeState): Role[] => [
  ...predefined,
  { oid: 16384, name: 'shop', superuser: databaseRole.superuser, ownsDatabase: true },
];

/** row_to_json prints an oid as a string. */
const row = ({ oid, name, superuser = false, memberOf = [], ownsDatabase = false }: Role): string =>
  JSON.stringify({
    oid: String(oid),
    rolname: name,
    rolsuper: superuser,
    rolcreaterole: superuser,
    rolcreatedb: superuser,
    rolreplication: oid === 10,
    rolbypassrls: oid === 10,
    memberof: memberOf.map(String),
    ownsdatabase: ownsDatabase,
  });

export const postgresAnswers: Answers = {
  'postgres-roles.psql': rootOnly(fails(1, 'runuser: may not be used by non-root users\n'), (state) =>
    says(lines('5432', ...roles(state).map(row))),
  ),
};
