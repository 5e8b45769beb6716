import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../sha256';
import { makeFolder, writeDurably } from './durable';
import { StoreError } from './store-error';

/** Runs and evidence files, each under its SHA-256: what is kept cannot change without its name being wrong. */
export class Blobs {
  constructor(private readonly folder: string) {}

  async put(bytes: Uint8Array): Promise<string> {
    const hash = sha256Hex(bytes);
    await makeFolder(this.folder);
    await writeDurably(join(this.folder, hash), bytes);
    return hash;
  }

  /** Throws StoreError when it is missing or was changed. */
  async get(hash: string): Promise<Buffer> {
    const path = join(this.folder, hash);
    const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
      throw new StoreError('no-blob', `${path} cannot be read (${cause.code})`, { cause });
    });
    if (sha256Hex(bytes) !== hash) throw new StoreError('no-blob', `${path} was changed: its SHA-256 is another`);
    return bytes;
  }
}
