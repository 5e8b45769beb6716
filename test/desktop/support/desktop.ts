import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, vi } from 'vitest';
import { describeWith } from '../../support/needs';
import { electronBinary } from './electron-binary';
import { startDisplay } from './xvfb';

/** The real window, driven as a person would. It runs as it ships: in Chromium's sandbox, and as no privileged account. */

const root = join(import.meta.dirname, '../../..');
/** Chromium refuses its sandbox to root, so as root the window runs as `nobody`. */
export const nobody = 65534;
const isRoot = process.getuid?.() === 0;

export interface Desktop {
  app: ElectronApplication;
  page: Page;
  /** GONOGO_HOME: give it to the next window to go on where this one ended. */
  home: string;
  /** What it was started with. */
  env: Record<string, string>;
  close: () => Promise<void>;
  /** SIGKILL, in the middle of whatever it does. */
  kill: () => Promise<void>;
}

export interface DesktopOptions {
  home?: string;
  env?: Record<string, string>;
  args?: string[];
  /** What stands after the app on the command line: files to open. */
  files?: string[];
  /** The size of the window's content. */
  size?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  /** The binary of a packaged app, which is its own Electron. */
  packaged?: string;
}

/** `describe` for tests of the window; `open` starts one, and what is still open afterwards is closed. */
export function describeDesktop(
  name: string,
  body: (open: (options?: DesktopOptions) => Promise<Desktop>) => void,
  /** What else the tests are held against. */
  needed: readonly string[] = [],
): void {
  describeWith(['Xvfb', 'electron', ...(isRoot ? ['setpriv'] : []), ...needed], name, () => {
    // Each test starts a window or two, on machines that do other things as well.
    vi.setConfig({ testTimeout: 90_000 });
    let display: Awaited<ReturnType<typeof startDisplay>>;
    let folder: string;
    const windows: Desktop[] = [];
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'gonogo-desktop-'));
      chmodSync(folder, 0o755);
      display = await startDisplay();
    });
    afterAll(async () => {
      for (const window of windows) await window.kill().catch(() => {});
      display?.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    body(async (options = {}) => {
      const window = await launch(folder, display.display, options);
      windows.push(window);
      return window;
    });
  });
}

/**
 * Runs before the app's own code. A window that opens while Playwright is still connecting can leave it waiting for ever, so
 * the app begins when Playwright says so; it calls this name once it listens.
 */
const beginWhenDriven = `
const { app } = require('electron');
const ready = app.whenReady();
const driven = new Promise((begin) => { globalThis.__playwright_run = begin; });
app.whenReady = () => driven.then(() => ready);
`;

async function launch(folder: string, display: string, options: DesktopOptions): Promise<Desktop> {
  const home = options.home ?? givenToNobody(mkdtempSync(join(folder, 'home-')));
  const { executablePath, appPath } = options.packaged
    ? { executablePath: asNobody(folder, options.packaged), appPath: null }
    : placesIn(folder);
  const starter = join(folder, 'begin-when-driven.cjs');
  writeFileSync(starter, beginWhenDriven);
  const env = {
    PATH: process.env.PATH!,
    LANG: 'en_GB.UTF-8',
    DISPLAY: display,
    HOME: home,
    GONOGO_HOME: home,
    ...options.env,
  };
  const app = await _electron.launch({
    executablePath,
    args: [
      '--disable-gpu',
      ...(options.args ?? []),
      ...(appPath === null ? [] : ['-r', starter, appPath]),
      ...(options.files ?? []),
    ],
    chromiumSandbox: true,
    timeout: 30_000,
    ...(options.colorScheme && { colorScheme: options.colorScheme }),
    env,
  });
  const page = await app.firstWindow();
  const { width, height } = options.size ?? { width: 1280, height: 860 };
  await app.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!),
    [width, height],
  );
  const child = app.process();
  return {
    app,
    page,
    home,
    env,
    close: () => app.close(),
    kill: async () => {
      const ended = child.exitCode !== null || child.signalCode !== null;
      const end = ended ? null : new Promise<void>((resolve) => void child.once('exit', () => resolve()));
      child.kill('SIGKILL');
      await end;
    },
  };
}

/** Where the other account finds Electron and the built app: where they are, or copies when it may not go there. */
export function placesIn(folder: string): { executablePath: string; appPath: string } {
  const binary = electronBinary()!;
  if (!isRoot) return { executablePath: binary, appPath: root };
  if (!existsSync(join(folder, 'app-path'))) {
    const [electron, app] =
      readableByNobody(binary) && readableByNobody(join(root, 'out/main/main.cjs'))
        ? [binary, root]
        : [join(copied(folder, dirname(binary), 'runtime'), 'electron'), copiedApp(folder)];
    asNobody(folder, electron);
    writeFileSync(join(folder, 'app-path'), app);
  }
  const appPath = execFileSync('cat', [join(folder, 'app-path')], { encoding: 'utf8' });
  return { executablePath: join(folder, 'electron'), appPath };
}

/** What to start in its place: as root a script that becomes the other account first. */
export function asNobody(folder: string, binary: string): string {
  if (!isRoot) return binary;
  const ids = `--reuid ${nobody} --regid ${nobody} --clear-groups`;
  const wrapper = join(folder, basename(binary));
  writeFileSync(wrapper, `#!/bin/sh\nexec setpriv ${ids} '${binary}' "$@"\n`, { mode: 0o755 });
  return wrapper;
}

function readableByNobody(path: string): boolean {
  const as = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'];
  try {
    execFileSync('setpriv', [...as, 'test', '-r', path]);
    return true;
  } catch {
    return false;
  }
}

function copied(folder: string, from: string, name: string): string {
  const to = join(folder, name);
  cpSync(from, to, { recursive: true });
  return to;
}

/** What the app needs to run: the bundles, its package.json, its icon, and the one module of machine code. */
function copiedApp(folder: string): string {
  const app = join(folder, 'app');
  mkdirSync(join(app, 'node_modules'), { recursive: true });
  for (const part of ['out', 'package.json', 'assets/icons', 'node_modules/@napi-rs']) {
    cpSync(join(root, part), join(app, part), { recursive: true });
  }
  return app;
}

export function givenToNobody(path: string): string {
  if (isRoot) chownSync(path, nobody, nobody);
  return path;
}
