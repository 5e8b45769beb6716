import type { NginxLimit, NginxLocation, NginxServer } from './nginx';
import type { Directive } from './nginx-syntax';

/** The server blocks of a configuration, each with what is in force in it by nginx's inheritance. */
export function reduceServers(
  tree: readonly Directive[],
  { config, folder }: { config: string; folder: string },
): NginxServer[] {
  return blocks(tree, 'http').flatMap((http) => {
    const zones = readZones(http);
    const above = levelOf(http, zones, { limits: [], dryRun: false });
    return blocks(http, 'server').map((server) => {
      const level = levelOf(server, zones, above);
      const keys = inherited('ssl_certificate_key', [server, http]);
      const asFile = (value: string): string => (value.startsWith('/') ? value : `${folder}/${value}`);
      return {
        config,
        listens: readListens(server),
        names: args(server, 'server_name').flat(),
        certificates: inherited('ssl_certificate', [server, http]).filter(isFile).map(asFile),
        keys: keys.filter(isFile).map(asFile),
        otherKeys: keys.filter((key) => !isFile(key)).length,
        limits: limitsOf(level),
        diverts: rewrites(server),
        locations: readLocations(server, zones, level),
      };
    });
  });
}

interface Zone {
  key: 'client' | 'shared' | 'other';
  ratePerMinute: number;
}
/** What limits requests on one level; `dryRun` is a flag of its own, with an inheritance of its own. */
interface Level {
  limits: Omit<NginxLimit, 'dryRun'>[];
  dryRun: boolean;
}

const blocks = (level: readonly Directive[], name: string): Directive[][] =>
  level.flatMap((directive) => (directive.name === name && directive.block ? [directive.block] : []));
const args = (level: readonly Directive[], name: string): string[][] =>
  level.filter((directive) => directive.name === name && !directive.block).map((directive) => directive.args);
const isOn = (level: readonly Directive[], name: string): boolean | undefined => {
  const last = args(level, name).at(-1);
  return last && last[0] === 'on';
};

/** Directives that may be repeated are taken from above only where a level has none of them. */
const inherited = (name: string, levels: readonly (readonly Directive[])[]): string[] =>
  levels
    .map((level) => args(level, name))
    .find((found) => found.length > 0)
    ?.flatMap(([value]) => value ?? []) ?? [];

const isFile = (value: string): boolean => !value.includes('$') && !/^(data|engine|store):/.test(value);

function readZones(http: readonly Directive[]): Map<string, Zone> {
  const zones = new Map<string, Zone>();
  for (const [key = '', ...rest] of args(http, 'limit_req_zone')) {
    const name = rest.map((arg) => /^zone=([^:]+):/.exec(arg)?.[1]).find(Boolean);
    const rate = rest.map((arg) => /^rate=(\d{1,9})r\/([sm])$/.exec(arg)).find(Boolean);
    if (!name || !rate) continue;
    zones.set(name, { key: kindOfKey(key), ratePerMinute: Number(rate[1]) * (rate[2] === 's' ? 60 : 1) });
  }
  return zones;
}

/** Variables that differ from client to client, and ones that clients share. */
const clientVariables = /^(binary_remote_addr|remote_addr|realip_remote_addr)$/;
const sharedVariables =
  /^(server_name|host|http_host|request_uri|uri|document_uri|request_method|scheme|server_port|server_addr|https|hostname|request_filename|document_root)$/;

function kindOfKey(key: string): Zone['key'] {
  const variables = [...key.matchAll(/\$\{?(\w+)\}?/g)].map(([, name = '']) => name);
  if (variables.some((name) => clientVariables.test(name))) return 'client';
  return variables.every((name) => sharedVariables.test(name)) ? 'shared' : 'other';
}

function levelOf(level: readonly Directive[], zones: ReadonlyMap<string, Zone>, above: Level): Level {
  const own = args(level, 'limit_req').map((words) => {
    const zone = parameter(words, 'zone') ?? '';
    const known = zones.get(zone);
    return {
      zone,
      key: known?.key ?? null,
      ratePerMinute: known?.ratePerMinute ?? null,
      burst: Number(/^\d{1,9}$/.exec(parameter(words, 'burst') ?? '')?.[0] ?? 0),
    };
  });
  return {
    limits: own.length > 0 ? own : above.limits,
    dryRun: isOn(level, 'limit_req_dry_run') ?? above.dryRun,
  };
}

const parameter = (words: readonly string[], name: string): string | undefined =>
  words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
const limitsOf = ({ limits, dryRun }: Level): NginxLimit[] => limits.map((limit) => ({ ...limit, dryRun }));

/** Without `listen` nginx takes *:80 as root. Unix sockets have no port and are left out. */
function readListens(server: readonly Directive[]): NginxServer['listens'] {
  const given = args(server, 'listen');
  const sslOn = isOn(server, 'ssl') ?? false;
  const http2On = isOn(server, 'http2') ?? false;
  return (given.length > 0 ? given : [['80']]).flatMap(([where = '', ...parameters]) => {
    const match =
      /^(?:(\[[0-9a-fA-F:.]+\]|[^:[\]]+):)?(\d{1,5})$/.exec(where) ?? /^(\[[0-9a-fA-F:.]+\]|[^:[\]]+)$/.exec(where);
    if (!match || where.startsWith('unix:')) return [];
    const port = Number(match[2] ?? 80);
    if (port < 1 || port > 65535) return [];
    return [
      {
        address: (match[1] ?? '*').toLowerCase().replace(/^0\.0\.0\.0$/, '*'),
        port,
        ssl: sslOn || parameters.includes('ssl') || parameters.includes('quic'),
        http2: http2On || parameters.includes('http2'),
        default: parameters.includes('default_server') || parameters.includes('default'),
      },
    ];
  });
}

const modifiers = new Set(['=', '^~', '~', '~*']);
/** `location` takes one word or two; a modifier may be glued to the path (`=/login`), as nginx allows. */
function locationHead(words: readonly string[]): { modifier: NginxLocation['modifier']; path: string } | null {
  const [first = '', second] = words;
  if (second !== undefined) {
    return modifiers.has(first) ? { modifier: first as NginxLocation['modifier'], path: second } : null;
  }
  if (first.startsWith('@')) return null;
  const glued = /^(=|\^~|~\*|~)([\s\S]+)$/.exec(first);
  return glued ? { modifier: glued[1] as NginxLocation['modifier'], path: glued[2]! } : { modifier: '', path: first };
}

function readLocations(parent: readonly Directive[], zones: ReadonlyMap<string, Zone>, above: Level): NginxLocation[] {
  return parent.flatMap(({ name, args: words, block }) => {
    const head = name === 'location' && block ? locationHead(words) : null;
    if (!head || !block) return [];
    const level = levelOf(block, zones, above);
    return [
      {
        ...head,
        limits: limitsOf(level),
        diverts: rewrites(block) || args(block, 'return').length > 0,
        passes: block.some((directive) => /^(proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$/.test(directive.name)),
        locations: readLocations(block, zones, level),
      },
    ];
  });
}

/** A `rewrite` that stays inside nginx, also under an `if`. One that redirects the client ends the request instead. */
const rewrites = (level: readonly Directive[]): boolean =>
  args(level, 'rewrite').some(
    ([, to = '', flag]) => !/^(https?:\/\/|\$scheme)/.test(to) && flag !== 'redirect' && flag !== 'permanent',
  ) || blocks(level, 'if').some(rewrites);
