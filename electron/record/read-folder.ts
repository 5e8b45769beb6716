import { constants, type Dirent } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { VerifyReason } from '../../shared/record/verify-result';

/** The files of a record's folder, bounded: it may come from anybody. */

const limits = {
  entries: 500,
  recordBytes: 64 * 1024 * 1024,
  totalBytes: 200 * 1024 * 1024,
};

export type FolderRead =
  | { ok: true; files: Map<string, Buffer>; refused: VerifyReason[] }
  | { ok: false; words: string };

/** Paths are relative, with `/`. Links and special files are refused, not followed. */
export async function readRecordFolder(folder: string): Promise<FolderRead> {
  const words = await whyNotFolder(folder);
  if (words) return { ok: false, words };
  const files = new Map<string, Buffer>();
  const refused: VerifyReason[] = [];
  const entries = await listEntries(folder);
  if (entries.length > limits.entries) return { ok: false, words: `it holds more than ${limits.entries} files` };
  if (!entries.some(({ path }) => path === 'record.json')) {
    return { ok: false, words: 'it holds no record.json: give the folder that `export` wrote' };
  }
  let total = 0;
  for (const { path, entry } of entries) {
    if (!entry.isFile()) {
      refused.push({ code: 'file-refused', where: path, words: 'it is no regular file; links are not followed' });
      continue;
    }
    const max = path === 'record.json' ? limits.recordBytes : limits.totalBytes - total;
    const bytes = await readRegular(join(folder, path), max);
    if (!bytes)
      return { ok: false, words: `${path} is too big to be read: a record has at most ${limits.totalBytes >> 20} MiB` };
    total += bytes.length;
    files.set(path, bytes);
  }
  return { ok: true, files, refused };
}

async function whyNotFolder(path: string): Promise<string | null> {
  try {
    const stat = await lstat(path);
    if (stat.isDirectory()) return null;
    if (path.endsWith('.gonogo')) return '.gonogo files cannot be read yet: unzip it and give the folder';
    return stat.isSymbolicLink()
      ? 'it is a link: give the folder itself'
      : 'it is no folder: give the one that `export` wrote';
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'there is no such folder' : `it cannot be read (${code})`;
  }
}

/** The folder and evidence/, which is the only folder in it. */
async function listEntries(folder: string): Promise<{ path: string; entry: Dirent }[]> {
  const top = await readdir(folder, { withFileTypes: true });
  const evidence = top.some((entry) => entry.name === 'evidence' && entry.isDirectory())
    ? await readdir(join(folder, 'evidence'), { withFileTypes: true })
    : [];
  return [
    ...top
      .filter((entry) => !(entry.name === 'evidence' && entry.isDirectory()))
      .map((entry) => ({ path: entry.name, entry })),
    ...evidence.map((entry) => ({ path: `evidence/${entry.name}`, entry })),
  ];
}

/** Null when it is longer than `max`. The file is opened once and not through a link, so that it cannot be swapped between. */
async function readRegular(path: string, max: number): Promise<Buffer | null> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const { size } = await file.stat();
    return size > max ? null : await file.readFile();
  } finally {
    await file.close();
  }
}
