import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';
import { parseStatLines, type StatLine } from './stat-line';

/** The log files that the target names, and what rotation left beside them (`app.log.1`, `app.log-20260131.gz`). */
const fileSchema = z.strictObject({
  bytes: z.number().int().nonnegative(),
  mode: z.number().int().min(0).max(0o7777),
  owner: z.string().max(64),
  group: z.string().max(64),
  /** Seconds since 1970. */
  modified: z.number().int(),
});

export const logFiles = defineFact({
  id: 'host.log-files',
  schema: z.strictObject({
    files: z
      .array(
        z.strictObject({
          path: z.string(),
          /** Null where there is no such file. */
          current: fileSchema.nullable(),
          rotated: z.array(fileSchema).max(1000),
        }),
      )
      .max(20),
  }),
});
export type LogFiles = FactValue<typeof logFiles>;
export type LogFile = z.infer<typeof fileSchema>;

/** From the stat lines of everything in the folders of `paths`. */
export function parseLogFiles(text: string, paths: readonly string[]): Read<LogFiles> {
  const lines = parseStatLines(text);
  if (!lines) return unseen('malformed', { what: 'a line of stat about the log files' });
  const files = paths.map((path) => ({
    path,
    current: toFile(lines.find((entry) => entry.path === path && entry.kind === 'file')),
    rotated: lines
      .filter(
        (entry) => entry.kind === 'file' && entry.path.startsWith(path) && /^[.-]/.test(entry.path.slice(path.length)),
      )
      .map((entry) => toFile(entry))
      .filter((entry) => entry !== null),
  }));
  const held = logFiles.schema.safeParse({ files });
  return held.success ? seen(held.data) : unseen('malformed', { what: 'more rotated log files than can be true' });
}

const toFile = (entry: StatLine | undefined): LogFile | null =>
  entry
    ? { bytes: entry.bytes, mode: entry.mode, owner: entry.owner, group: entry.group, modified: entry.modified }
    : null;
