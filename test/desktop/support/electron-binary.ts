import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { standInFolder, standInIsThere } from '../../../scripts/stand-in-electron.mjs';

const root = join(import.meta.dirname, '../../..');

/** The Electron that tests drive: what was asked for, what the package downloaded, else the stand-in. Null: none is here. */
export function electronBinary(): string | null {
  const asked = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folders = [asked, join(root, 'node_modules/electron/dist'), standInIsThere() ? standInFolder : undefined];
  const found = folders
    .flatMap((folder) => (folder ? [join(folder, 'electron')] : []))
    .find((path) => existsSync(path));
  return found ?? null;
}
