import { lstat } from 'node:fs/promises';
import { readRecordFolder } from './read-folder';
import type { RecordFiles } from './record-files';

/** The files of a record, which is a folder or a `.gonogo` file. */
export async function readRecord(path: string): Promise<RecordFiles> {
  try {
    const stat = await lstat(path);
    if (stat.isDirectory()) return await readRecordFolder(path);
    if (stat.isFile()) return await (await import('./read-gonogo')).readGonogo(path);
    const words = stat.isSymbolicLink()
      ? 'it is a link: give what it leads to'
      : 'it is neither folder nor file: give what `export` wrote';
    return { ok: false, words };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    return { ok: false, words: code === 'ENOENT' ? 'there is no such folder or file' : `it cannot be read (${code})` };
  }
}
