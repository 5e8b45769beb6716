// Runs the command line from the sources: builds what is missing or older than them, then becomes `gonogo`.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, 'out/main/gonogo.cjs');

const newest = (path) => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
};
const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = ['electron', 'shared', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];

if (sources.some((path) => newest(join(root, path)) > builtAt)) {
  // stdout belongs to the command alone, so the build speaks on stderr.
  const cli = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const build = spawnSync(process.execPath, [cli, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
createRequire(import.meta.url)(built);
