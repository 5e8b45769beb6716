import { z } from 'zod';
import { defineFact, reasonSchema } from '../../fact';
import type { Target } from '../../target';

/** Are files that hold secrets served to everyone? Bodies are judged in memory and never kept. */

export const fileKinds = ['env', 'git-head', 'git-config', 'svn-entries', 'python', 'sql', 'log'] as const;
export type FileKind = (typeof fileKinds)[number];

export const exposedFiles = defineFact({
  id: 'site.exposed-files',
  schema: z.strictObject({
    files: z.array(
      z.strictObject({
        path: z.string(),
        kind: z.enum(fileKinds),
        seen: z.union([
          z.strictObject({
            ok: z.literal(true),
            value: z.strictObject({
              status: z.number().int(),
              /** `served`: by its grammar it is that file. `other`: a body that is something else, as single-page apps send. */
              result: z.enum(['withheld', 'other', 'served', 'unclear']),
            }),
          }),
          z.strictObject({ ok: z.literal(false), reason: reasonSchema }),
        ]),
      }),
    ),
  }),
});

const usual: readonly { path: string; kind: FileKind }[] = [
  { path: '/.env', kind: 'env' },
  { path: '/.env.production', kind: 'env' },
  { path: '/.git/HEAD', kind: 'git-head' },
  { path: '/.git/config', kind: 'git-config' },
  { path: '/.svn/entries', kind: 'svn-entries' },
  { path: '/config.py', kind: 'python' },
  { path: '/backup.sql', kind: 'sql' },
  { path: '/dump.sql', kind: 'sql' },
  { path: '/logs/app.log', kind: 'log' },
];

/** The usual names, and those that the target gives, as they would be served from the app's directory. */
export function exposedPaths({ app }: Target): { path: string; kind: FileKind }[] {
  const own = app
    ? [{ path: app.envFile, kind: 'env' as const }, ...app.logFiles.map((path) => ({ path, kind: 'log' as const }))]
    : [];
  const relative = own
    .filter(({ path }) => !path.startsWith('/'))
    .map(({ path, kind }) => ({ path: `/${path.split('/').map(encodeURIComponent).join('/')}`, kind }));
  return [...new Map([...usual, ...relative].map((file) => [file.path, file])).values()];
}

/** By its beginning: is it a file of this kind? Anything that may be one counts, but a page of markup or JSON never does. */
export function isFileOfKind(kind: FileKind, body: Uint8Array): boolean {
  const text = new TextDecoder().decode(body.subarray(0, 64 * 1024));
  if (kind === 'sql' && isDatabaseFile(body)) return true;
  if (/^\ufeff?\s*(?:<|[{[]\s*["{[\]}])/.test(text) && kind !== 'svn-entries') return false;
  return grammars[kind].test(text);
}

const grammars: Readonly<Record<FileKind, RegExp>> = {
  env: /^\ufeff?(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_.-]{0,100}[ \t]*=/m,
  'git-head': /^(?:ref: refs\/|[0-9a-f]{40}(?:[0-9a-f]{24})?\s*$)/,
  'git-config': /^[ \t]{0,40}\[(?:core|remote "[^"\n]*"|branch "[^"\n]*"|user|extensions)\]/m,
  'svn-entries': /^(?:\d{1,3}\r?\n|<\?xml[^>]{0,100}>\s*<wc-entries)/,
  python:
    /^(?:(?:import|from)[ \t]+[A-Za-z_]|class[ \t]+[A-Za-z_]\w{0,100}[ \t]*[(:]|[A-Z_][A-Z0-9_]{1,100}[ \t]*=[ \t]*\S)/m,
  sql: /^[ \t]*(?:-- (?:PostgreSQL|MySQL|MariaDB) |--[ \t]*Dump|CREATE (?:TABLE|DATABASE|TYPE|SCHEMA|SEQUENCE)\b|INSERT INTO\b|COPY [^\n]{1,500} FROM stdin|PRAGMA foreign_keys|SET statement_timeout)/im,
  log: /^\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?|^(?:\d{1,3}\.){3}\d{1,3} \S+ \S+ \[|^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\b[ :]/m,
};

/** pg_dump's custom format, gzip, SQLite, zip. */
const isDatabaseFile = (body: Uint8Array): boolean =>
  ['50 47 44 4d 50', '1f 8b 08', '53 51 4c 69 74 65 20', '50 4b 03 04'].some((magic) =>
    magic.split(' ').every((byte, index) => body[index] === Number.parseInt(byte, 16)),
  );
