// `npm run package`: the window as an app for this system, in dist/: a folder, and on Linux a .tar.gz of it.
// `npm run package -- --installers`: what electron-builder.yml lists for this system. Fetches builder's tools from GitHub.
// `--out FOLDER`: there instead.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'electron-builder';
import { buildIfStale, root } from './build-if-stale.mjs';
import { sourceDate } from './package/source-date.mjs';
import { standInFolder } from './stand-in-electron.mjs';

const { values } = parseArgs({
  options: { installers: { type: 'boolean', default: false }, out: { type: 'string', default: 'dist' } },
});
const output = resolve(values.out);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

buildIfStale();
mkdirSync(output, { recursive: true });
await build({
  projectDir: root,
  publish: 'never',
  ...(!values.installers && { dir: true }),
  config: { directories: { output }, ...localElectron() },
});
if (process.platform === 'linux') archive(`gonogo-${version}-linux-${process.arch}`);

/** An Electron that is on this machine, if any: builder fetches the declared one from GitHub otherwise. */
function localElectron() {
  const folders = [process.env.ELECTRON_OVERRIDE_DIST_PATH, join(root, 'node_modules/electron/dist'), standInFolder];
  const electronDist = folders.find((folder) => folder && existsSync(join(folder, 'version')));
  if (electronDist === undefined) return {};
  const electronVersion = readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '');
  console.log(`  • Electron ${electronVersion} of ${electronDist}`);
  return { electronDist, electronVersion };
}

/** Byte for byte the same from the same files: sorted, of one time, owned by nobody. */
function archive(name) {
  const [folder] = ['linux-unpacked', `linux-${process.arch}-unpacked`].filter((each) =>
    existsSync(join(output, each)),
  );
  const same = [
    '--sort=name',
    `--mtime=@${sourceDate().getTime() / 1000}`,
    '--owner=0',
    '--group=0',
    '--numeric-owner',
  ];
  const file = join(output, `${name}.tar.gz`);
  const named = `--transform=s,^${folder},${name},`;
  execFileSync('tar', [...same, '--mode=go=rX', named, '-I', 'gzip -n', '-cf', file, '-C', output, folder]);
  console.log(`  • ${file}`);
}
