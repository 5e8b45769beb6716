import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';
import { type Frame, readFramedFiles } from './framed-files';
import { reduceServers } from './nginx-reduce';
import { type Directive, parseNginx } from './nginx-syntax';

/** nginx's configuration, reduced to what controls ask: who listens where, with which key, and where requests are limited. */

const text = z.string().max(512);
const path = z.string().max(1024);

export const nginxLimitSchema = z.strictObject({
  zone: text,
  /** Whom the zone counts: each client, all together, or (a variable of their own) one cannot tell. Null: no such zone. */
  key: z.enum(['client', 'shared', 'other']).nullable(),
  /** Requests a minute. Null where the zone does not exist. */
  ratePerMinute: z.number().nonnegative().nullable(),
  burst: z.number().int().nonnegative(),
  dryRun: z.boolean(),
});
export type NginxLimit = z.infer<typeof nginxLimitSchema>;

export const nginxLocationSchema = z.strictObject({
  /** '' is a plain prefix. Named locations (`@name`) are left out: no request path leads to them. */
  modifier: z.enum(['', '=', '^~', '~', '~*']),
  path: text,
  /** What counts here, by nginx's inheritance: from above only where this level has none. */
  limits: z.array(nginxLimitSchema).max(32),
  /** `return` stands here unconditionally, or `rewrite` leads elsewhere: requests may end outside this location. */
  diverts: z.boolean(),
  /** Passes to an app (proxy_pass, uwsgi_pass and the like): then `/x` is answered by `location /x/` with a redirect. */
  passes: z.boolean(),
  get locations() {
    return z.array(nginxLocationSchema).max(500);
  },
});
export type NginxLocation = z.infer<typeof nginxLocationSchema>;

export const nginxServerSchema = z.strictObject({
  /** The main file of the configuration that it stands in: servers of different masters know nothing of each other. */
  config: path,
  listens: z
    .array(
      z.strictObject({
        /** `*`, an IPv4 address, an IPv6 address in brackets, or a name. */
        address: text,
        port: z.number().int().min(1).max(65535),
        ssl: z.boolean(),
        http2: z.boolean(),
        default: z.boolean(),
      }),
    )
    .max(100),
  names: z.array(text).max(500),
  /** Absolute paths, by inheritance. */
  certificates: z.array(path).max(16),
  keys: z.array(path).max(16),
  /** Keys that are no files: variables, engines, values inside the configuration. */
  otherKeys: z.number().int().nonnegative(),
  limits: z.array(nginxLimitSchema).max(32),
  /** A `rewrite` on the level of the server may lead a request elsewhere before a location is chosen. */
  diverts: z.boolean(),
  locations: z.array(nginxLocationSchema).max(500),
});
export type NginxServer = z.infer<typeof nginxServerSchema>;

export const nginx = defineFact({
  id: 'host.nginx',
  schema: z.strictObject({
    /** Configuration files of the masters, or the usual one where none runs. */
    files: z.array(path).min(1).max(16),
    /** A master process runs with this configuration. */
    running: z.boolean(),
    servers: z.array(nginxServerSchema).max(500),
  }),
});
export type Nginx = FactValue<typeof nginx>;

/**
 * From the frames that the probe prints (framed-files.ts): `master <file>` for each running master or `default <file>`;
 * `include <pattern>` for each include that was followed, then `match <file>` for each file it names; `file` with its
 * content; `unreadable <file or pattern>`; `container` when a master runs in one; `too-much` when a bound was met; `end`.
 */
export function readNginx(output: Uint8Array): Read<Nginx> {
  const frames = readFramedFiles(output);
  if (frames?.at(-1)?.word !== 'end') return unseen('malformed', { what: 'the listing of nginx files' });
  const has = (word: string): boolean => frames.some((frame) => frame.word === word);
  if (has('too-much')) return unseen('too-big', { limitBytes: output.length });
  const masters = rests(frames, 'master');
  if (masters.length === 0 && has('container')) {
    return unseen('refused', { what: 'nginx runs in a container, and its files are not those of the host' });
  }
  const roots = masters.length > 0 ? masters : rests(frames, 'default');
  if (roots.length === 0) return unseen('no-tool', { tool: 'nginx' });

  const source = sourceOf(frames);
  const value: Nginx = { files: roots, running: masters.length > 0, servers: [] };
  for (const root of roots) {
    const tree = load(root, source);
    if (!tree.ok) return tree;
    value.servers.push(...reduceServers(tree.value, { config: root, folder: folderOf(root) }));
  }
  const held = nginx.schema.safeParse(value);
  return held.success
    ? seen(held.data)
    : unseen('malformed', { what: `${roots[0]}: larger than any real configuration` });
}

interface Source {
  files: Map<string, string>;
  unreadable: Set<string>;
  /** The files that each include names, as the host's own glob found them. */
  matches: Map<string, string[]>;
}

const rests = (frames: readonly Frame[], word: string): string[] =>
  frames.filter((frame) => frame.word === word).map((frame) => frame.rest);

function sourceOf(frames: readonly Frame[]): Source {
  const source: Source = {
    files: new Map(),
    unreadable: new Set(rests(frames, 'unreadable')),
    matches: new Map(),
  };
  let matches: string[] = [];
  for (const { word, rest, content } of frames) {
    if (content !== null) source.files.set(rest, content);
    else if (word === 'include') {
      matches = [];
      source.matches.set(rest, matches);
    } else if (word === 'match') matches.push(rest);
  }
  return source;
}

const deepestInclude = 16;
const mostDirectives = 100_000;

/** The tree of one configuration, includes put in their places. */
function load(root: string, source: Source): Read<Directive[]> {
  const folder = folderOf(root);
  let count = 0;

  const read = (file: string, depth: number): Read<Directive[]> => {
    if (source.unreadable.has(file)) return unseen('no-root', { command: `reading ${file}` });
    const content = source.files.get(file);
    if (content === undefined) return unseen('no-file', { path: file });
    const directives = parseNginx(content);
    return directives ? resolve(directives, depth) : unseen('malformed', { what: `${file} as nginx configuration` });
  };

  const resolve = (directives: readonly Directive[], depth: number): Read<Directive[]> => {
    const resolved: Directive[] = [];
    for (const directive of directives) {
      if (++count > mostDirectives) return unseen('malformed', { what: `${root}: includes without end` });
      const { name, args, block } = directive;
      if (name === 'include' && block === null) {
        const parts = included(args, depth);
        if (!parts.ok) return parts;
        resolved.push(...parts.value);
      } else if (block) {
        const inner = resolve(block, depth);
        if (!inner.ok) return inner;
        resolved.push({ name, args, block: inner.value });
      } else resolved.push(directive);
    }
    return seen(resolved);
  };

  const included = (args: readonly string[], depth: number): Read<Directive[]> => {
    const [pattern] = args;
    if (args.length !== 1 || !pattern) return unseen('malformed', { what: `an include in ${root}` });
    const absolute = pattern.startsWith('/') ? pattern : `${folder}/${pattern}`;
    if (source.unreadable.has(absolute)) return unseen('no-root', { command: `reading ${absolute}` });
    if (depth >= deepestInclude) return unseen('malformed', { what: `${root}: includes nested too deeply` });
    const matches = source.matches.get(absolute);
    // The probe finds includes by a plain search; one that it missed must not look like one that is empty.
    if (!matches) return unseen('malformed', { what: `the include of ${absolute}, in a form that was not followed` });
    // With an include of one file that is gone nginx does not start, so what runs was read from something else.
    if (matches.length === 0 && !/[*?[]/.test(absolute)) return unseen('no-file', { path: absolute });
    const all: Directive[] = [];
    for (const file of matches) {
      const part = read(file, depth + 1);
      if (!part.ok) return part;
      all.push(...part.value);
    }
    return seen(all);
  };

  return read(root, 0);
}

const folderOf = (file: string): string => file.slice(0, Math.max(1, file.lastIndexOf('/')));
