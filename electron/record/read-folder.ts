import { constants, type Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { VerifyReason } from '../../shared/record/verify-result';
import { limits, type RecordFiles, tooBig, tooMany } from './record-files';

/** Paths are relative, with `/`. Links and special files are refused, not followed. */
export async function readRecordFolder(folder: string): Promise<RecordFiles> {
  const files = new Map<string, Buffer>();
  const refused: VerifyReason[] = [];
  const entries = await listEntries(folder);
  if (entries.length > limits.entries) return { ok: false, words: tooMany };
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
    if (!bytes) return { ok: false, words: tooBig(path) };
    total += bytes.length;
    files.set(path, bytes);
  }
  return { ok: true, files, refused };
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
