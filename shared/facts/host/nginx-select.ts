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

/** Exact, then the longest `*.name`, then the longest `name.*`, then the first regular expression. */
function selectByName(servers: readonly NginxServer[], name: string): NginxServer | undefined | null {
  const named = servers.flatMap((server) => server.names.map((pattern) => ({ server, pattern })));
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

/** As nginx normalizes $uri: without query, decoded, slashes merged. */
function normalize(requestPath: string): string {
  const [path = '/'] = requestPath.split(/[?#]/);
  try {
    return decodeURIComponent(path).replace(/\/{2,}/g, '/');
  } catch {
    return path.replace(/\/{2,}/g, '/');
  }
}
