import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isGonogo } from '../../shared/record/file-names';

/** Writes the files of a record as a folder, or as one file where the path ends in `.gonogo`: whole or not at all. */
export async function writeRecord(path: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // Written beside its place and renamed, so that nobody ever sees half a record.
  const temporary = await mkdtemp(join(dirname(path), `.${basename(path)}-`));
  try {
    if (isGonogo(path)) {
      const { packGonogo } = await import('./pack-gonogo');
      await writeSynced(join(temporary, 'record'), await packGonogo(files));
      await rename(join(temporary, 'record'), path);
      await rm(temporary, { recursive: true });
    } else {
      if ([...files.keys()].some((name) => name.startsWith('evidence/'))) await mkdir(join(temporary, 'evidence'));
      for (const [name, bytes] of files) await writeSynced(join(temporary, name), bytes);
      await rename(temporary, path);
    }
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    throw cause;
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
