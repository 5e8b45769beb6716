import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diff as compare, diffText, readSide } from '../../shared/record/diff';
import { forTerminal } from '../../shared/report/text-safe';
import { UserError } from '../user-error';
import { exitCodes } from './exit-codes';
import { fromHere } from './working-directory';
import { writeResult } from './write-result';

const maxBytes = 64 * 1024 * 1024;

/** Between two record folders (or their record.json), or two results of `check --format json`. */
export async function diff(before: string, after: string, { format }: { format: 'text' | 'json' }): Promise<number> {
  const result = compare(await read(before), await read(after));
  await writeResult(format === 'json' ? JSON.stringify(result, null, 2) : forTerminal(diffText(result)), undefined);
  return result.differ ? exitCodes.no : exitCodes.ok;
}

async function read(path: string) {
  const file = await fileOf(path);
  const side = readSide(parse(await readFile(file, 'utf8').catch(() => unreadable(path)), path));
  if (!side) throw new UserError(`${path}: is neither a record nor a result of check --format json`);
  return side;
}

async function fileOf(path: string): Promise<string> {
  const here = fromHere(path);
  const found = await stat(here).catch(() => unreadable(path));
  if (found.isFile() && found.size > maxBytes) throw new UserError(`${path}: is larger than 64 MiB: this is no record`);
  return found.isDirectory() ? join(here, 'record.json') : here;
}

const unreadable = (path: string): never => {
  throw new UserError(`${path}: cannot be read; give a record folder or a result of check --format json`);
};

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${path}: is not JSON; give a record folder or a result of check --format json`);
  }
}
