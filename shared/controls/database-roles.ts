import { defineControl, errorFrom, fail, manual, notApplicable, note, pass, withNotes } from '../control';
import { envFile, keyOf } from '../facts/host/env-file';
import { postgresRoles } from '../facts/host/postgres-roles';
import { asvs, cis, nist } from '../references';

export const databaseLeastPrivilege = defineControl({
  id: 'database.least-privilege',
  point: 10,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:app',
  title: "The app's database role can do no more than the app needs",
  why: 'One SQL injection acts with the rights of the role: a superuser reads files of the server and starts programs there (COPY … TO PROGRAM), so the database is lost with everything else on the host.',
  expected:
    'neither the role nor any role that it is a member of is superuser, may create roles or databases, replicate, bypass row security, or read, write or run on the server',
  sources: ['Checklist point 10', 'PostgreSQL documentation, 22.5 Predefined Roles'],
  references: [
    ...asvs('V13.2.2'),
    ...nist('AC-6', 'AC-6(5)'),
    ...cis('3.3', '5.4'),
    {
      source: 'PostgreSQL',
      id: 'CREATE ROLE',
      url: 'https://www.postgresql.org/docs/current/sql-createrole.html',
    },
  ],
  fix: () => ({
    say: 'As postgres, with the name of the app’s role for shop_app; then revoke each role that \\du shows under "Member of" with such rights. The role needs its tables, not more: where it owns its database, let another role own it and grant SELECT, INSERT, UPDATE and DELETE.',
    run: [
      "runuser -u postgres -- psql -c 'ALTER ROLE shop_app NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS'",
      "runuser -u postgres -- psql -c '\\du+ shop_app'",
    ],
  }),
  attest: {
    statement:
      "I listed the attributes and memberships of the app's database role; it is no superuser, directly or through another role, and may not create roles or databases, replicate, bypass row security or reach the server's files.",
    evidence: "the output of \\du for the role and each role that it is a member of, or the provider's page",
    expiresAfterDays: 180,
  },
  wants: { env: envFile, roles: postgresRoles },
  words: {
    plain: () => 'the role has no attribute and no membership beyond its own data',
    own: ({ powers }: { powers: string[] }) => `the role itself has: ${powers.join(', ')}`,
    through: ({ powers }: { powers: string[] }) => `through roles that it is a member of, it has: ${powers.join(', ')}`,
    'no-url': () => 'DATABASE_URL in the env file names no database, so its role is not known',
    'no-roles': ({ engine }: { engine: string }) => `the database is ${engine}, which has no roles`,
    'other-engine': ({ engine }: { engine: string }) => `the database is ${engine}, whose roles are not looked at`,
    remote: () => 'the database is on another host; its roles are not seen from here',
    'no-role': () =>
      'the role in DATABASE_URL does not exist in the PostgreSQL of this host; perhaps a proxy listens here for another one',
    'owns-database': () => 'the role owns its database, and so may alter and drop everything in it',
  },
  judge: (_, __, { wants: { env, roles } }) => {
    if (!env.ok) return errorFrom(env.reason);
    const shape = keyOf(env.value, 'DATABASE_URL')?.shape;
    if (shape?.kind !== 'database-url') return manual('no-url');
    if (shape.engine === 'sqlite') return notApplicable('no-roles', { engine: 'SQLite' });
    if (shape.engine !== 'postgresql') return manual('other-engine', { engine: shape.engine });
    if (shape.hostKind !== 'local' && shape.hostKind !== 'socket') return manual('remote');
    if (!roles.ok) return errorFrom(roles.reason);
    const { exists, own, throughMembership, ownsDatabase } = roles.value;
    if (!exists) return manual('no-role');
    if (own.length > 0) return fail('own', { powers: own });
    if (throughMembership.length > 0) return fail('through', { powers: throughMembership });
    return withNotes(pass('plain'), ownsDatabase ? [note('owns-database')] : []);
  },
});

export const databaseRoleControls = [databaseLeastPrivilege];
