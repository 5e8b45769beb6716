import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isGonogo } from '../../shared/record/file-names';

/** The `.gonogo` file on a command line, as a double click on one starts the app. Linux's desktops name it by its URL. */
export function handedPath(argv: readonly string[], folder: string): string | null {
  const named = argv.filter((word) => !word.startsWith('-') && isGonogo(word)).at(-1);
  if (named === undefined) return null;
  return named.startsWith('file:') ? pathOfUrl(named) : resolve(folder, named);
}

function pathOfUrl(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
