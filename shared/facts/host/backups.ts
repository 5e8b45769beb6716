import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';
import { parseStatLines, type StatLine } from './stat-line';

/** The backup folder as the file system has it: names, ages, sizes, who may read. */

const mode = z.number().int().min(0).max(0o7777);
const fileSchema = z.strictObject({
  /** Below the folder, with at most one folder between. */
  name: z.string().min(1).max(512),
  bytes: z.number().int().nonnegative(),
  /** Seconds since 1970. */
  modified: z.number().int(),
  mode,
  owner: z.string().max(64),
});
export type BackupFile = z.infer<typeof fileSchema>;

export const backups = defineFact({
  id: 'host.backups',
  schema: z.discriminatedUnion('exists', [
    z.strictObject({ exists: z.literal(false) }),
    z.strictObject({
      exists: z.literal(true),
      folder: z.strictObject({ mode, owner: z.string().max(64), group: z.string().max(64) }),
      /** A restic repository: keys/, snapshots/, data/, index/ and config. Its content is always encrypted. */
      restic: z.boolean(),
      /** Files of any kind, this deep. */
      count: z.number().int().nonnegative(),
      /** How many of them anyone but the owner may touch, or the owner may run. */
      loose: z.number().int().nonnegative(),
      looseExamples: z.array(z.string()).max(3),
      /** Without logs, checksums and the like, newest first. */
      newest: z.array(fileSchema).max(100),
    }),
  ]),
});
export type Backups = FactValue<typeof backups>;

/** Beside backups stand their logs and checksums, which may be fresh when no backup is. */
const isBeside = (name: string): boolean =>
  /(\.(log|txt|md5|sha\d{1,3}(sums?)?|sums?|sig|sign|lock|pid|tmp|part|partial)|(^|\/)[A-Z0-9]*SUMS|(^|\/)\.[^/]*)$/i.test(
    name,
  );

const most = 100;

/** From the stat lines of the folder and everything at most two levels below it. */
export function parseBackups(text: string, directory: string): Read<Backups> {
  const lines = parseStatLines(text);
  if (!lines) return unseen('malformed', { what: 'a line of stat about the backups' });
  const root = directory.replace(/\/+$/, '');
  const below = (entry: StatLine): string => entry.path.replace(/\/+$/, '').slice(root.length + 1);
  const folder = lines.find((entry) => below(entry) === '');
  if (!folder) return seen({ exists: false });
  if (folder.kind !== 'directory') return unseen('malformed', { what: `${directory}, which is no folder` });
  const files = lines.filter((entry) => entry.kind === 'file').map((entry) => ({ ...entry, name: below(entry) }));
  const restic = isRestic(lines.map(below));
  const loose = files.filter((file) => (file.mode & 0o177) !== 0);
  const held = backups.schema.safeParse({
    exists: true,
    folder: { mode: folder.mode, owner: folder.owner, group: folder.group },
    restic,
    count: files.length,
    loose: loose.length,
    looseExamples: loose.slice(0, 3).map(({ name }) => name),
    newest: files
      .filter(({ name }) => (restic ? name.startsWith('snapshots/') : !isBeside(name)))
      .sort((a, b) => b.modified - a.modified || (a.name < b.name ? -1 : 1))
      .slice(0, most)
      .map(({ name, bytes, modified, mode: fileMode, owner }) => ({ name, bytes, modified, mode: fileMode, owner })),
  });
  return held.success ? seen(held.data) : unseen('malformed', { what: 'the listing of the backups' });
}

const isRestic = (names: readonly string[]): boolean =>
  ['config', 'data', 'index', 'keys', 'snapshots'].every((name) => names.includes(name));
