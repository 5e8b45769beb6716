import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';
import type { Nginx } from './nginx';
import { parseStatLines, type StatLine } from './stat-line';

/** The private keys that nginx names, as the file system has them: never a byte of them. */
const permissions = {
  mode: z.number().int().min(0).max(0o7777),
  owner: z.string().max(64),
  group: z.string().max(64),
};

export const tlsKey = defineFact({
  id: 'host.tls-key',
  schema: z.strictObject({
    keys: z
      .array(
        z.strictObject({
          path: z.string(),
          /** The file itself, at the end of all links; null where there is none. */
          file: z.strictObject(permissions).nullable(),
          /** The folders on the way, from `/` down. */
          folders: z.array(z.strictObject({ path: z.string(), ...permissions })),
        }),
      )
      .max(16),
  }),
});
export type TlsKey = FactValue<typeof tlsKey>;

/** Keys of servers that speak TLS. Others may name one without using it. */
export const keysInUse = (nginx: Pick<Nginx, 'servers'>): string[] =>
  [...new Set(nginx.servers.filter(({ listens }) => listens.some(({ ssl }) => ssl)).flatMap(({ keys }) => keys))].slice(
    0,
    16,
  );

/** `/a/b/c` → `/`, `/a`, `/a/b`. */
export const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/') || '/');

/** From the stat lines (links followed) of `paths` and their folders. */
export function parseTlsKeys(text: string, paths: readonly string[]): Read<TlsKey> {
  const lines = parseStatLines(text);
  if (!lines) return unseen('malformed', { what: 'a line of stat about the private keys' });
  const byPath = new Map(lines.map((entry) => [entry.path, entry]));
  const only = ({ mode, owner, group }: StatLine) => ({ mode, owner, group });
  return seen({
    keys: paths.map((path) => {
      const file = byPath.get(path);
      return {
        path,
        file: file?.kind === 'file' ? only(file) : null,
        folders: foldersOf(path).flatMap((folder) => {
          const entry = byPath.get(folder);
          return entry ? [{ path: folder, ...only(entry) }] : [];
        }),
      };
    }),
  });
}
