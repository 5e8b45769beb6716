import { defineControl, error, fail, notApplicable, note, pass, withNotes } from '../control';
import { type EnvFile, envFile } from '../facts/host/env-file';
import { installedPackages } from '../facts/host/installed-packages';
import { asvs, cis, nist } from '../references';

/** The database as DATABASE_URL names it. */

/** The URL that counts, by the names that apps give it. */
const urlOf = (env: EnvFile) => {
  const entry = env.keys.find(({ shape, set }) => set && shape.kind === 'database-url');
  return entry?.shape.kind === 'database-url' ? { key: entry.key, ...entry.shape } : null;
};
const noUrl = 'no-url';
const noUrlWords = () => 'no DATABASE_URL that SQLAlchemy could read';

export const databaseEngine = defineControl({
  id: 'database.engine',
  point: 10,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: 'The database is PostgreSQL',
  why: 'SQLite is one file beside the code: whoever reads a file of the app has every account, concurrent writers block each other, and there is no role to limit what the app may do.',
  expected: 'DATABASE_URL begins with postgresql, with any driver',
  sources: ['Checklist point 10'],
  references: nist('CM-6'),
  fix: ({ quote, envFile: file }) => ({
    say: 'Create a role and a database in PostgreSQL, move the data, and set the address (a password of at least 16 characters, percent-encoded):',
    run: [
      `sudo -u postgres createuser --pwprompt shop_app`,
      `sudo -u postgres createdb --owner shop_app shop`,
      `editor ${quote(file)}`,
    ],
    config: { file: 'environment file', text: 'DATABASE_URL=postgresql://shop_app:PASSWORD@HOST:5432/shop' },
  }),
  needs: { env: envFile },
  words: {
    postgresql: () => 'PostgreSQL',
    other: ({ engine }: { engine: string }) => (engine === 'other' ? 'another database' : engine),
    [noUrl]: noUrlWords,
  },
  judge: ({ env }) => {
    const url = urlOf(env);
    if (!url) return fail(noUrl);
    return url.engine === 'postgresql' ? pass('postgresql') : fail('other', { engine: url.engine });
  },
});

export const databaseTls = defineControl({
  id: 'database.tls',
  point: 10,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'The way to a remote database is encrypted, and the server proves who it is',
  why: 'Whoever sits between app and database reads every row and every password hash. With sslmode=require they only have to show a certificate of their own.',
  expected: 'sslmode=verify-full, or verify-ca with a private CA; nothing is needed on the same host',
  sources: ['Checklist point 10', 'PostgreSQL documentation, 34.19.1: require does not verify the server'],
  references: [...asvs('V12.3.1', 'V12.3.2'), ...cis('3.10'), ...nist('SC-8')],
  fix: ({ quote, envFile: file }) => ({
    say: "Add the mode and the CA's certificate to the address, then restart the app.",
    run: [`editor ${quote(file)}`],
    config: {
      file: 'environment file',
      text: 'DATABASE_URL=postgresql://…/shop?sslmode=verify-full&sslrootcert=/etc/ssl/certs/database-ca.pem',
    },
  }),
  needs: { env: envFile },
  words: {
    verified: () => 'sslmode is verify-full',
    'verified-ca': () => 'sslmode is verify-ca',
    'any-name': () => 'verify-ca takes any certificate of the CA: right for a private CA, not for a public one',
    unverified: ({ mode }: { mode: string }) => `sslmode is ${mode}: the server does not have to prove who it is`,
    unset: () => 'no sslmode: it is encrypted only if the server insists',
    local: () => 'the database is on the same host',
    'no-server': () => 'the database is a file',
    [noUrl]: noUrlWords,
  },
  judge: ({ env }) => {
    const url = urlOf(env);
    if (!url) return error(noUrl);
    if (url.hostKind === 'none') return notApplicable('no-server');
    if (url.hostKind === 'local' || url.hostKind === 'socket') return notApplicable('local');
    if (url.sslmode === 'verify-full') return pass('verified');
    if (url.sslmode === 'verify-ca') return withNotes(pass('verified-ca'), [note('any-name')]);
    return url.sslmode === null
      ? fail('unset')
      : fail('unverified', { mode: url.sslmode === 'other' ? 'not one that libpq knows' : url.sslmode });
  },
});

export const databaseCredentials = defineControl({
  id: 'database.credentials',
  point: 10,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: 'The database role has a password of its own, and a long one',
  why: 'Defaults such as postgres/postgres are tried by every worm that finds the port.',
  expected: 'no default pair of user and password, and at least 16 characters; a socket without a password is as good',
  sources: ['Checklist point 10', 'At least 16 characters', 'List of placeholders 2026.1'],
  references: [...asvs('V13.2.3', 'V6.3.2'), ...cis('4.7', '5.2'), ...nist('IA-5(1)')],
  fix: ({ quote, envFile: file }) => ({
    say: 'Give the role a new password, put it into the address (percent-encoded), and restart the app. To make one, and to set it without leaving it in a history:',
    run: [
      `python3 -c 'import secrets; print(secrets.token_urlsafe(24))'`,
      `sudo -u postgres psql -X -c '\\password shop_app'`,
      `editor ${quote(file)}`,
    ],
  }),
  needs: { env: envFile },
  words: {
    own: () => 'no default, and at least 16 characters',
    'by-socket': () => 'no password: the socket knows the account (peer)',
    default: () => 'a default pair of user and password, or the user name as password',
    known: () => 'the password is a known default or example',
    short: () => 'the password has fewer than 16 characters',
    weak: () => 'the password is a trivial pattern',
    'no-password': () => 'the address has no password; client certificate, .pgpass or trust could not be told apart',
    'no-server': () => 'the database is a file and has no credentials',
    [noUrl]: noUrlWords,
  },
  judge: ({ env }) => {
    const url = urlOf(env);
    if (!url) return error(noUrl);
    if (url.hostKind === 'none') return notApplicable('no-server');
    if (url.defaultPair) return fail('default');
    if (url.passwordLength === '0') return url.hostKind === 'socket' ? pass('by-socket') : error('no-password');
    if (url.passwordPlaceholder !== null) return fail('known');
    if (url.passwordLength === '1-7' || url.passwordLength === '8-15') return fail('short');
    return url.passwordStrength?.verdict === 'meets' ? pass('own') : fail('weak');
  },
});

export const databaseAdapter = defineControl({
  id: 'database.adapter',
  point: 10,
  severity: 'minor',
  method: 'automatic',
  scope: 'host:app',
  title: 'A driver for PostgreSQL is installed',
  why: 'Without one the app does not start, or quietly falls back to SQLite where its configuration has a default.',
  expected: 'the driver that DATABASE_URL names, or any, is installed beside the app',
  sources: ['Checklist point 10 (PostgreSQL adapter)'],
  references: nist('CM-6'),
  fix: ({ quote, target }) => ({
    say: "Install one, built against the system's libpq, and pin it.",
    run: [`${quote(`${target.app?.directory ?? '.'}/venv/bin/pip`)} install 'psycopg[c]'`],
  }),
  needs: { env: envFile, installed: installedPackages },
  words: {
    installed: ({ names }: { names: string[] }) => names.join(', '),
    binary: () =>
      'psycopg2-binary carries its own libpq and OpenSSL, which the system does not update; its makers advise against it in production',
    missing: ({ driver }: { driver: string }) => `${driver} is not installed below the app's folder`,
    'other-engine': () => 'DATABASE_URL is not PostgreSQL',
    [noUrl]: noUrlWords,
  },
  judge: ({ env, installed }) => {
    const url = urlOf(env);
    if (!url) return error(noUrl);
    if (url.engine !== 'postgresql') return notApplicable('other-engine');
    const names = installed.packages.map(({ name }) => name);
    // SQLAlchemy takes psycopg2 where the URL names no driver.
    const wanted: { [driver: string]: string[] } = {
      none: ['psycopg2', 'psycopg2-binary'],
      psycopg2: ['psycopg2', 'psycopg2-binary'],
    };
    const driver = url.driver === 'none' ? 'psycopg2' : url.driver === 'other' ? 'the driver' : url.driver;
    const found = (wanted[url.driver] ?? [url.driver]).filter((name) => names.includes(name));
    if (found.length === 0) return fail('missing', { driver });
    return withNotes(pass('installed', { names: found }), found.includes('psycopg2-binary') ? [note('binary')] : []);
  },
});

export const databaseControls = [databaseEngine, databaseTls, databaseCredentials, databaseAdapter];
