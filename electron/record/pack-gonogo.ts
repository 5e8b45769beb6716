import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A record's files as one zip. The same files give the same bytes: stored as they are, under one fixed time. */
export function packGonogo(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes] of files) {
    zip.addBuffer(Buffer.from(bytes), path, {
      mtime: firstDay,
      mode: 0o100644,
      compress: false,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** The first that a zip can name. A zip has local time, so it is local here: the same in every zone. */
const firstDay = new Date(1980, 0, 1);
