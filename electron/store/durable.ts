import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writing that is on the disk when the promise resolves: reviews must survive a crash in the next millisecond. */

/** For the account alone. Modes mean nothing on NTFS, where the profile's folder is the account's own. */
const folderMode = 0o700;
const fileMode = 0o600;

export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: folderMode });
  await syncFolder(dirname(path));
}

/** A new name is durable once its folder is; Windows cannot open folders, and needs no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY);
  await folder.sync().finally(() => folder.close());
}

/** Whole or not at all. */
export async function writeDurably(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const file = await open(temporary, 'wx', fileMode);
    await file
      .writeFile(bytes)
      .then(() => file.sync())
      .finally(() => file.close());
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  await syncFolder(dirname(path));
}

/** For reading and appending; made when it is not there. */
export async function openForAppend(path: string): Promise<FileHandle> {
  const file = await open(path, 'a+', fileMode);
  await syncFolder(dirname(path));
  return file;
}
