import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type DiffResult, diff, readSide } from '../../shared/record/diff';
import { isGonogo } from '../../shared/record/file-names';
import { readRecord } from '../record/read-record';
import { UserError } from '../user-error';

const maxBytes = 64 * 1024 * 1024;

/** What changed between two records (or their record.json), or two results of `check --format json`. */
export async function compareRecords(before: string, after: string): Promise<DiffResult> {
  return diff(await read(before), await read(after));
}

async function read(path: string) {
  const side = readSide(parse(isGonogo(path) ? await packedRecord(path) : await textOf(path), path));
  if (!side) throw new UserError(`${path}: is neither a record nor a result of check --format json`);
  return side;
}

async function packedRecord(path: string): Promise<string> {
  const read = await readRecord(path);
  if (!read.ok) throw new UserError(`${path}: ${read.words}`);
  return read.files.get('record.json')!.toString();
}

const textOf = async (path: string): Promise<string> =>
  readFile(await fileOf(path), 'utf8').catch(() => unreadable(path));

async function fileOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => unreadable(path));
  if (found.isFile() && found.size > maxBytes) throw new UserError(`${path}: is larger than 64 MiB: this is no record`);
  return found.isDirectory() ? join(path, 'record.json') : path;
}

const unreadable = (path: string): never => {
  throw new UserError(`${path}: cannot be read; give a record or a result of check --format json`);
};

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${path}: is not JSON; give a record or a result of check --format json`);
  }
}
