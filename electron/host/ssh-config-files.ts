import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { ConnectionError } from './connection-error';

const maxBytes = 1024 * 1024;

/** Null where there is none. A file of the person must be theirs alone to write. */
export async function readConfigFile(file: string, mustBeOurs: boolean): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return null;
  // As ssh does: who can write this file chooses where we sign in.
  const uid = process.getuid?.();
  if (mustBeOurs && uid !== undefined && ((found.uid !== uid && found.uid !== 0) || (found.mode & 0o022) !== 0))
    throw new ConnectionError(
      'unreachable',
      `${file}: others may write it: make it yours alone (chmod go-w), as ssh demands too`,
    );
  if (found.size > maxBytes) throw new ConnectionError('unreachable', `${file}: is larger than 1 MiB`);
  return readFile(file, 'utf8').catch(() => null);
}

export const expandHome = (path: string, home: string): string =>
  path.startsWith('~/') ? join(home, path.slice(2)) : path;

/** glob(7): `*`, `?` and `[…]` in each part, hidden files only by name, in the order of the alphabet. */
export async function glob(pattern: string, folder: string): Promise<string[]> {
  const full = isAbsolute(pattern) ? pattern : join(folder, pattern);
  let paths = ['/'];
  for (const part of full.split('/').filter((piece) => piece !== '')) {
    if (!/[*?[]/.test(part)) {
      paths = paths.map((path) => join(path, part));
      continue;
    }
    const wanted = namePattern(part);
    const found = await Promise.all(
      paths.map(async (path) => {
        const names = await readdir(path).catch(() => []);
        const shown = names.filter((name) => !name.startsWith('.') || part.startsWith('.'));
        return shown.filter((name) => wanted.test(name)).map((name) => join(path, name));
      }),
    );
    paths = found.flat();
  }
  return paths.sort();
}

const namePattern = (part: string): RegExp =>
  new RegExp(
    `^${part.replace(/\*+|\?|\[(!?)(\]?[^\]]*)\]|[^*?]/g, (piece, not: string | undefined, set: string | undefined) => {
      if (piece.startsWith('*')) return '.*';
      if (piece === '?') return '.';
      if (set !== undefined) return `[${not && '^'}${set.replace(/[\\\]^[]/g, '\\$&')}]`;
      return piece.replace(/[\\^$.|+()[\]{}]/, '\\$&');
    })}$`,
    's',
  );
