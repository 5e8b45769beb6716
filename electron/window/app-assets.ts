import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** The page's own files by the path under which it asks for them. What is not in this map does not exist for the page. */
export type AppAssets = ReadonlyMap<string, string>;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The built renderer: plain files whose type we know, two levels deep. Symbolic links are left out. */
export function appAssets(folder: string): AppAssets {
  const assets = new Map<string, string>();
  const add = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = `${below}/${entry.name}`;
      if (entry.isDirectory()) add(path);
      else if (entry.isFile() && extname(entry.name) in types) assets.set(path, join(folder, path));
    }
  };
  add('');
  return assets;
}

export interface AssetReply {
  status: 200 | 404;
  type: string;
  body: Buffer | string;
}

/** `pathname` as the URL parser left it: dots are resolved there, and what is still encoded matches no file's name. */
export function readAsset(assets: AppAssets, pathname: string): AssetReply {
  const file = assets.get(pathname === '/' ? '/index.html' : pathname);
  if (file === undefined) return { status: 404, type: 'text/plain; charset=utf-8', body: 'not found' };
  return { status: 200, type: types[extname(file)]!, body: readFileSync(file) };
}
