import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { printable } from '../../shared/printable';
import { listedFile, ownFiles } from '../../shared/record/file-names';
import { crc32 } from './crc32';
import { limits, type RecordFiles, tooBig, tooMany } from './record-files';

/**
 * The files of a record in one `.gonogo` file, which is a zip. Only names and contents count, and what can be told to two
 * programs in two ways is refused. Nothing is unpacked to the disk.
 */
export async function readGonogo(path: string): Promise<RecordFiles> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    return { ok: true, files: await readZip(file), refused: [] };
  } catch (cause) {
    const { message } = cause as Error;
    return { ok: false, words: cause instanceof Refused ? message : `it is no whole zip: ${message}` };
  } finally {
    await file.close();
  }
}

class Refused extends Error {}

async function readZip(file: FileHandle): Promise<Map<string, Buffer>> {
  const directoryBytes = await checkEnd(file);
  const zip = await fromFdPromise(file.fd, { decodeStrings: false });
  if (zip.entryCount > limits.entries) throw new Refused(tooMany);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  if (entries.reduce((sum, entry) => sum + headerBytes(entry), 0) !== directoryBytes) {
    throw new Refused('its list of files is longer than it says');
  }
  const listed = checkEntries(entries);
  const files = new Map<string, Buffer>();
  for (const [path, entry] of listed) files.set(path, await inflate(zip, path, entry));
  return files;
}

const endBytes = 22;
const zip64LocatorBytes = 20;

/** A zip ends with where its list of files is and how long. That must be the very end, and the list just before it. */
async function checkEnd(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(endBytes + zip64LocatorBytes);
  await file.read(tail, 0, tail.length, Math.max(0, size - tail.length));
  const end = tail.subarray(-endBytes);
  if (size < tail.length || end.readUInt32LE(0) !== 0x06054b50) {
    throw new Refused(
      'it is no zip, is cut short, or goes on after its end: give the .gonogo file as `export` wrote it',
    );
  }
  const directoryBytes = end.readUInt32LE(12);
  const isZip64 = tail.readUInt32LE(0) === 0x07064b50;
  if (isZip64 || end.readUInt32LE(16) + directoryBytes + endBytes !== size) {
    throw new Refused('its list of files is not where its end says');
  }
  return directoryBytes;
}

const headerBytes = (entry: Entry): number =>
  46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;

/** By path. What an entry says of itself is refused here, before anything is read for it; whether it says the truth comes after. */
function checkEntries(entries: readonly Entry[]): Map<string, Entry> {
  // One form, so that two programs cannot find two records in it.
  const around = entries.map(pathOf).find((path) => /^[^/]+\/record\.json$/.test(path));
  if (around)
    throw new Refused(`it holds ${printable(around)}: pack the files of the record without the folder around them`);
  const files = new Map<string, Entry>();
  let total = 0;
  for (const entry of entries) {
    const path = pathOf(entry);
    const bytes = entry.uncompressedSize;
    if (isEvidenceFolder(path, entry)) continue;
    checkName(path, entry);
    if (files.has(path)) throw new Refused(`${path} is in it twice`);
    if (entry.isEncrypted()) throw new Refused(`${path} is encrypted`);
    if (!entry.canDecodeFileData()) throw new Refused(`${path} is packed in another way than deflate`);
    total += bytes;
    if (total > limits.totalBytes || (path === 'record.json' && bytes > limits.recordBytes))
      throw new Refused(tooBig(path));
    if (bytes > maxRatio * entry.compressedSize) {
      throw new Refused(`${path} is packed to less than a ${maxRatio}th: pack it without compression`);
    }
    files.set(path, entry);
  }
  if (!files.has('record.json'))
    throw new Refused('it holds no record.json: give the .gonogo file that `export` wrote');
  return files;
}

/** Names that count are ASCII; in any other way of reading the bytes they are the same. */
const pathOf = (entry: Entry): string => entry.fileNameRaw.toString('latin1');

const maxRatio = 100;

/** Packers add an empty entry for it. */
const isEvidenceFolder = (path: string, entry: Entry): boolean =>
  path === 'evidence/' && entry.uncompressedSize === 0 && [0, folderType].includes(typeOf(entry));

/** The type of a file in its Unix mode; 0 where the packer knows no modes. */
const typeOf = ({ externalFileAttributes }: Entry): number => (externalFileAttributes >>> 16) & 0o170000;
const regularType = 0o100000;
const folderType = 0o040000;

/** A closed list of names: no path that leads out, no two names that are one to some systems. */
function checkName(path: string, entry: Entry): void {
  if (!ownFiles.has(path) && !listedFile.test(path))
    throw new Refused(`it holds ${printable(path)}, which is no file of a record`);
  if (![0, regularType].includes(typeOf(entry))) throw new Refused(`${path} is no regular file`);
  if (entry.extraFields.some(({ id }) => id === otherName)) throw new Refused(`${path} has a second name`);
}

/** Info-ZIP's Unicode path: a name that some programs take in place of the first. */
const otherName = 0x7075;

async function inflate(zip: ZipFile, path: string, entry: Entry): Promise<Buffer> {
  const own = await zip.readLocalFileHeaderPromise(entry);
  if (!own.fileName.equals(entry.fileNameRaw) || own.compressionMethod !== entry.compressionMethod) {
    throw new Refused(`${path} is called or packed otherwise in its own header`);
  }
  const chunks: Buffer[] = [];
  // Ends as soon as more comes than the entry says, which is within our limits.
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32) throw new Refused(`${path} is damaged: its checksum is another`);
  return bytes;
}
