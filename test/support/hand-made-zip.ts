import { crc32, deflateRawSync } from 'node:zlib';

/** A zip made by hand, in which every field can lie. */

export interface Part {
  name: string;
  bytes?: Uint8Array;
  deflate?: boolean;
  /** The Unix mode, with the type. */
  mode?: number;
  flags?: number;
  method?: number;
  crc?: number;
  /** What it says to be unpacked. */
  size?: number;
  /** The name in the header before the contents, where it is another. */
  innerName?: string;
  extra?: Uint8Array;
  comment?: Uint8Array;
}

export function handMadeZip(parts: readonly Part[], end: { count?: number; comment?: string } = {}): Buffer {
  const heads: Buffer[] = [];
  const body: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const bytes = Buffer.from(part.bytes ?? []);
    const packed = part.deflate ? deflateRawSync(bytes) : bytes;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(part.flags ?? 0, 2);
    fields.writeUInt16LE(part.method ?? (part.deflate ? 8 : 0), 4);
    fields.writeUInt32LE(part.crc ?? crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(part.size ?? bytes.length, 18);
    const header = (signature: number, name: Buffer, before: number[], after: Buffer): Buffer => {
      const own = Buffer.from(fields);
      own.writeUInt16LE(name.length, 22);
      own.writeUInt16LE(part.extra?.length ?? 0, 24);
      const start = Buffer.alloc(4);
      start.writeUInt32LE(signature);
      return Buffer.concat([start, Buffer.from(before), own, after, name, part.extra ?? Buffer.alloc(0)]);
    };
    const note = Buffer.from(part.comment ?? []);
    const after = Buffer.alloc(14);
    after.writeUInt16LE(note.length, 0);
    after.writeUInt32LE(((part.mode ?? 0o100644) << 16) >>> 0, 6);
    after.writeUInt32LE(offset, 10);
    heads.push(header(0x02014b50, Buffer.from(part.name), [20, 3], after), note);
    const local = header(0x04034b50, Buffer.from(part.innerName ?? part.name), [], Buffer.alloc(0));
    body.push(local, packed);
    offset += local.length + packed.length;
  }
  const directory = Buffer.concat(heads);
  const comment = Buffer.from(end.comment ?? '');
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(end.count ?? parts.length, 8);
  tail.writeUInt16LE(end.count ?? parts.length, 10);
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(offset, 16);
  tail.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...body, directory, tail, comment]);
}
