import { defaultDatabasePairs } from '../../checklist/placeholders';
import type { Shape } from './env-file';

/** An SQLAlchemy database URL, by SQLAlchemy's own grammar (`sqlalchemy/engine/url.py`), which is not RFC 3986's. */
export interface DatabaseUrl {
  /** Dialect and driver, in lower case. */
  dialect: string;
  driver: string | null;
  user: string | null;
  /** Percent-decoded, as it is sent to the server. */
  password: string | null;
  /** Several for libpq's fail-over lists; empty where none is named. Those of `?host=` win, as in libpq. */
  hosts: string[];
  port: string | null;
  database: string | null;
  query: ReadonlyMap<string, string>;
}

const grammar =
  /^([\w+]+):\/\/(?:([^:/]*)(?::([^@]*))?@)?(?:(?:\[([^/?]+)\]|([^/:?]+))?(?::([^/?]*))?)?(?:\/([^?]*))?(?:\?([^\n]*))?$/;

/** Null where SQLAlchemy could not read it either. */
export function parseDatabaseUrl(value: string): DatabaseUrl | null {
  const match = value.length <= 4096 ? grammar.exec(value) : null;
  if (!match) return null;
  const [, name = '', user, password, v6, v4, port, database, search] = match;
  const [dialect = '', driver] = name.toLowerCase().split('+', 2);
  const query = new Map<string, string>();
  const queryHosts: string[] = [];
  for (const pair of (search ?? '').split('&')) {
    const [key = '', ...rest] = pair.split('=');
    const decoded = percentDecode(rest.join('=').replaceAll('+', ' '));
    if (key === 'host') queryHosts.push(...decoded.split(','));
    if (key !== '') query.set(key, decoded);
  }
  const hosts = queryHosts.length > 0 ? queryHosts.map(withoutPort) : v6 ? [v6] : v4 ? v4.split(',') : [];
  return {
    dialect,
    driver: driver ?? null,
    user: user === undefined ? null : percentDecode(user),
    password: password === undefined ? null : percentDecode(password),
    hosts: hosts.filter((host) => host !== ''),
    port: port || null,
    database: database || null,
    query,
  };
}

const percentDecode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // Python's unquote leaves what is no escape as it is.
    return text;
  }
};

/** SQLAlchemy's `?host=HOST:PORT`. A socket's folder begins with `/`, an IPv6 address has several colons. */
const withoutPort = (host: string): string => (/^[^/:]+:\d+$/.test(host) ? host.slice(0, host.indexOf(':')) : host);

type DatabaseShape = Extract<Shape, { kind: 'database-url' }>;

export function engineOf({ dialect }: DatabaseUrl): DatabaseShape['engine'] {
  const engines: { [dialect: string]: DatabaseShape['engine'] } = {
    // `postgres` is Heroku's spelling: SQLAlchemy 1.4 dropped it, and apps rewrite it themselves.
    postgres: 'postgresql',
    postgresql: 'postgresql',
    sqlite: 'sqlite',
    mysql: 'mysql',
    mariadb: 'mysql',
    mssql: 'mssql',
    oracle: 'oracle',
  };
  return engines[dialect] ?? 'other';
}

const drivers = ['psycopg', 'psycopg2', 'psycopg2cffi', 'asyncpg', 'pg8000'] as const;
export const driverOf = ({ driver }: DatabaseUrl): DatabaseShape['driver'] =>
  driver === null ? 'none' : (drivers.find((known) => known === driver) ?? 'other');

export function hostKindOf(url: DatabaseUrl): DatabaseShape['hostKind'] {
  if (engineOf(url) === 'sqlite') return 'none';
  if (url.hosts.length === 0) return 'socket';
  const kinds = url.hosts.map(kindOfHost);
  // The farthest decides: a fail-over list is as safe as its worst entry.
  return (['public', 'private', 'local'] as const).find((kind) => kinds.includes(kind)) ?? 'socket';
}

function kindOfHost(host: string): 'local' | 'private' | 'public' | 'socket' {
  if (host.startsWith('/') || host.startsWith('@')) return 'socket';
  const name = host.toLowerCase().replace(/\.$/, '');
  if (/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)) return 'local';
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return 'local';
  // RFC 1918, RFC 6598, RFC 3927.
  if (/^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|169\.254)\.[\d.]+$/.test(name))
    return 'private';
  // RFC 4193, RFC 4291 2.5.6.
  if (/^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(name)) return 'private';
  // A name without a dot, and the names that RFC 6762, RFC 8375 and ICANN set apart, are resolved inside only.
  if (!/[.:]/.test(name) || /\.(?:internal|local|lan|intranet|home\.arpa)$/.test(name)) return 'private';
  return 'public';
}

const sslmodes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
/** Null where the URL does not say; asyncpg names it `ssl`. */
export function sslmodeOf({ query }: DatabaseUrl): DatabaseShape['sslmode'] {
  const said = query.get('sslmode') ?? query.get('ssl');
  return said === undefined ? null : (sslmodes.find((mode) => mode === said) ?? 'other');
}

export function isDefaultPair({ user, password }: DatabaseUrl): boolean {
  if (user === null || password === null) return false;
  const [name, word] = [user.toLowerCase(), password.toLowerCase()];
  return name === word || defaultDatabasePairs.some(([who, what]) => who === name && what === word);
}
