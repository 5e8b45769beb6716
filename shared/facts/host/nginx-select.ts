import type { Nginx, NginxLocation, NginxServer } from './nginx';
import { matchPattern } from './nginx-pattern';

/**
 * The servers that answer for `name` on `port`: one for each master and each address on which the port is listened to, as
 * nginx chooses per address (ngx_http_find_virtual_server). Empty when nobody listens there; null when a regular expression
 * could not be told.
 */
export function selectServers(
  { servers }: Pick<Nginx, 'servers'>,
  site: { name: string; port: number },
): NginxServer[] | null {
  const byAddress = new Map<string, { server: NginxServer; isDefault: boolean }[]>();
  for (const server of servers) {
    for (const listen of server.listens) {
      if (listen.port !== site.port) continue;
      const address = `${server.config} ${listen.address}`;
      const group = byAddress.get(address) ?? [];
      group.push({ server, isDefault: listen.default });
      byAddress.set(address, group);
    }
  }
  const chosen = new Set<NginxServer>();
  for (const group of byAddress.values()) {
    const server = selectByName(
      group.map((member) => member.server),
      site.name.toLowerCase(),
    );
    if (server === null) return null;
    const fallback = group.find(({ isDefault }) => isDefault) ?? group[0];
    if (server ?? fallback) chosen.add((server ?? fallback?.server)!);
  }
  return [...chosen];
}

interface Named {
  server: NginxServer;
  pattern: string;
}

/**
 * Of names that claim the same, nginx keeps the first and ignores the rest, with a warning ("conflicting server name").
 * `.shop.test` is `shop.test` and `*.shop.test` at once, and is dropped whole when either is taken (ngx_hash_add_key).
 */
function withoutConflicts(named: readonly Named[]): Named[] {
  const taken = new Set<string>();
  return named.filter(({ pattern }) => {
    if (pattern.startsWith('~')) return true;
    const name = pattern.toLowerCase();
    const claims = name.startsWith('.') ? [name.slice(1), `*${name}`] : [name];
    const isTaken = claims.some((claim) => taken.has(claim));
    // In this order nginx enters them, so the plain name stays claimed where only the wildcard was taken.
    for (const claim of claims) {
      if (taken.has(claim)) break;
      taken.add(claim);
    }
    return !isTaken;
  });
}

/** Exact, then the longest `*.name`, then the longest `name.*`, then the first regular expression. */
function selectByName(servers: readonly NginxServer[], name: string): NginxServer | undefined | null {
  const named = withoutConflicts(servers.flatMap((server) => server.names.map((pattern) => ({ server, pattern }))));
  const exact = named.find(({ pattern }) => pattern.toLowerCase() === name || pattern.toLowerCase() === `.${name}`);
  if (exact) return exact.server;
  const longest = (kind: (pattern: string) => boolean): NginxServer | undefined =>
    named
      .filter(({ pattern }) => !pattern.startsWith('~') && kind(pattern.toLowerCase()))
      .sort((a, b) => b.pattern.length - a.pattern.length)[0]?.server;
  const leading = longest((pattern) => /^\*?\./.test(pattern) && name.endsWith(pattern.replace(/^\*/, '')));
  if (leading) return leading;
  const trailing = longest((pattern) => pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1)));
  if (trailing) return trailing;
  for (const { server, pattern } of named.filter(({ pattern }) => pattern.startsWith('~'))) {
    const matched = matchPattern(pattern.slice(1), name, { anyCase: true });
    if (matched === 'unclear') return null;
    if (matched === 'yes') return server;
  }
  return undefined;
}

/** `none`: the server's own level answers. `unclear`: a regular expression could not be told. */
export type SelectedLocation = NginxLocation | 'none' | 'unclear';

/** The location that nginx chooses for a path (ngx_http_core_find_location). Query and fragment are not part of it. */
export function selectLocation({ locations }: Pick<NginxServer, 'locations'>, requestPath: string): SelectedLocation {
  return find(locations, normalize(requestPath))?.location ?? 'none';
}

const plain = { '': true, '=': true, '^~': true };
/** `final`: no regular expression outside may replace it. */
type Found = { location: NginxLocation | 'unclear'; final: boolean } | null;

function find(locations: readonly NginxLocation[], path: string): Found {
  const exact = locations.find(({ modifier, path: own }) => modifier === '=' && own === path);
  if (exact) return { location: exact, final: true };
  const prefixes = locations.filter(({ modifier }) => modifier === '' || modifier === '^~');
  // `/x` where only `location /x/` passes to an app: nginx redirects there, whatever the regular expressions say.
  const slashed = locations.find(
    ({ passes, path: own, modifier }) => passes && own === `${path}/` && modifier in plain,
  );
  if (slashed && !prefixes.some(({ path: own }) => own === path)) return { location: slashed, final: true };
  const prefix = prefixes
    .filter(({ path: own }) => path.startsWith(own))
    .sort((a, b) => b.path.length - a.path.length)[0];
  const nested = prefix ? find(prefix.locations, path) : null;
  if (nested?.final) return nested;
  if (prefix?.modifier !== '^~') {
    for (const location of locations) {
      if (location.modifier !== '~' && location.modifier !== '~*') continue;
      const matched = matchPattern(location.path, path, { anyCase: location.modifier === '~*' });
      if (matched === 'unclear') return { location: 'unclear', final: true };
      if (matched === 'yes') return { location: find(location.locations, path)?.location ?? location, final: true };
    }
  }
  return nested ?? (prefix ? { location: prefix, final: false } : null);
}

/** As nginx normalizes $uri: without query, decoded, slashes merged, `.` and `..` resolved (ngx_http_parse_complex_uri). */
function normalize(requestPath: string): string {
  const [given = '/'] = requestPath.split(/[?#]/);
  const path = decoded(given).replace(/\/{2,}/g, '/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const endsInFolder = /\/\.{1,2}$/.test(path);
  return `/${parts.filter((part) => part !== '').join('/')}${parts.length > 1 && (endsInFolder || path.endsWith('/')) ? '/' : ''}`.replace(
    /\/{2,}$/,
    '/',
  );
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
