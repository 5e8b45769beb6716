/**
 * `npm run bench:window`: from the start of the process to a window in which one can work, against an empty window of the same
 * Electron in the same run. Prints; asserts nothing.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { givenToNobody, placesIn } from '../desktop/support/desktop';
import { startDisplay } from '../desktop/support/xvfb';

const times = 15;

/** Runs before the app's own code (`electron -r`): says when the page can be used, and ends. */
const stopwatch = `
const { app, BrowserWindow } = require('electron');
app.on('web-contents-created', (_, contents) => contents.once('dom-ready', async () => {
  await contents.executeJavaScript(\`new Promise((done) => {
    const look = () => document.querySelector('#content button') ? requestAnimationFrame(() => setTimeout(done)) : setTimeout(look, 2);
    look();
  })\`);
  const window = BrowserWindow.fromWebContents(contents);
  if (!window.isVisible()) await new Promise((shown) => window.once('show', shown));
  app.exit(0);
}));
`;
const emptyApp = `
const { app, BrowserWindow } = require('electron');
app.setPath('userData', process.env.GONOGO_HOME);
app.whenReady().then(() => new BrowserWindow().loadURL('data:text/html,<main id=content><button>x</button></main>'));
`;

const folder = mkdtempSync(join(tmpdir(), 'gonogo-bench-'));
chmodSync(folder, 0o755);
const { executablePath, appPath } = placesIn(folder);
const empty = join(folder, 'empty');
mkdirSync(empty);
writeFileSync(join(empty, 'package.json'), '{ "name": "empty", "version": "1.0.0", "main": "main.js" }');
writeFileSync(join(empty, 'main.js'), emptyApp);
writeFileSync(join(folder, 'stopwatch.js'), stopwatch);
const { display, stop } = await startDisplay();

/** Milliseconds until it ended by itself. `home` stays from run to run, as a person's does. */
async function start(app: string, home: string): Promise<number> {
  const began = performance.now();
  const child = spawn(executablePath, ['--disable-gpu', '-r', join(folder, 'stopwatch.js'), app], {
    env: { PATH: process.env.PATH, DISPLAY: display, HOME: home, GONOGO_HOME: home },
    stdio: 'ignore',
  });
  const code = await new Promise<number | null>((ended) => child.once('exit', ended));
  if (code !== 0) throw new Error(`${app} ended with ${code}`);
  return performance.now() - began;
}
const home = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(path);
  return givenToNobody(path);
};
const median = (all: number[]): number => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]!;

try {
  const homes = { ours: home('home-ours'), floor: home('home-floor') };
  // Chromium keeps compiled code from the second start on.
  for (let n = 0; n < 3; n++) await start(appPath, homes.ours);
  await start(empty, homes.floor);
  const ours: number[] = [];
  const floor: number[] = [];
  for (let n = 0; n < times; n++) {
    floor.push(await start(empty, homes.floor));
    ours.push(await start(appPath, homes.ours));
  }
  // Of each pair, which ran within a second: a machine that others use is slow for both.
  const ratio = median(ours.map((time, n) => time / floor[n]!));
  const [our, least] = [median(ours), median(floor)];
  console.log(
    `cold start to a usable window   ${our.toFixed(0)} ms   floor (empty window) ${least.toFixed(0)} ms   ${ratio.toFixed(2)} ×   (goal ≤ 1.3 ×)`,
  );
} finally {
  stop();
  rmSync(folder, { recursive: true, force: true });
}
