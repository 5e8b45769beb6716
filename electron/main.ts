import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, Menu, nativeTheme, session } from 'electron';
import { clearClipboard } from './ipc/clipboard';
import type { Desk } from './ipc/desk';
import { Dialogs } from './ipc/dialogs';
import { GivenRecords } from './ipc/given-records';
import { handlers } from './ipc/handlers';
import { Prompts } from './ipc/prompts';
import { hearDrops, route, signalTo } from './ipc/router';
import { type Lazy, lazy } from './lazy';
import { gonogoHome } from './store/home';
import { appOrigin, declareAppProtocol, serveApp } from './window/app-protocol';
import { guardContents, guardSessions } from './window/guards';
import { handedPath } from './window/handed-path';
import { applicationMenu } from './window/menu';
import { refuseDebugger } from './window/no-debugger';
import { refuseNoSandbox } from './window/no-sandbox';
import { isTooOld } from './window/runtime-support';
import { backgroundColor, windowOptions } from './window/window-options';

/** The app's life: one instance, one window, and what the window's calls reach. */

// Named by whoever starts a test; CONTRIBUTING.md says what it is for.
const isTest = process.env.GONOGO_TEST_RUNTIME === '1';
// Before enableSandbox, which hides the switch and does not bring back what it took away.
refuseNoSandbox(app);
// Chromium's switch ends in an endless restart as root (--no-sandbox), where no sandbox can be had.
if (process.getuid?.() !== 0) app.enableSandbox();
refuseDebugger(app);
declareAppProtocol();
// Before the app is ready: or Electron builds a menu of its own, only to see it replaced.
Menu.setApplicationMenu(null);
guardContents(app);
guardSessions(app);

// Beside what we keep ourselves, and one instance for each such folder.
const home = gonogoHome();
const chromium = join(home, 'window');
mkdirSync(chromium, { recursive: true, mode: 0o700 });
app.setPath('userData', chromium);

let window: BrowserWindow | null = null;
const signal = signalTo(() => window?.webContents ?? null);
const given = new GivenRecords(signal);

if (!app.requestSingleInstanceLock()) app.quit();
else {
  given.hand(handedPath(process.argv, process.cwd()));
  app.on('second-instance', (_, argv, folder) => {
    given.hand(handedPath(argv, folder));
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  // macOS says it this way, and to an app that it just starts before it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    given.hand(path);
  });
  app.whenReady().then(start);
}

function start(): void {
  const prompts = new Prompts(signal);
  // Loaded with the first call of the page. Main has to be free until then: it hands the page its files.
  const desk = lazy(async () =>
    (await import('./ipc/open-desk')).openDesk({
      home,
      keychain: app.commandLine.getSwitchValue('keychain') === 'memory' ? 'memory' : 'os',
      signal,
      prompts,
      given,
      dialogs: new Dialogs(() => window),
      practiceOnly: isTooOld(process.versions.electron!) && !isTest,
    }),
  );
  route(handlers(desk));
  hearDrops((path) => given.drop(path));
  serveApp(session.defaultSession, join(__dirname, '../renderer'));
  open(prompts, desk);
  app.on('activate', () => window ?? open(prompts, desk));
  app.on('window-all-closed', () => app.quit());

  let ended = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    const closing = desk().then(({ reviews, practice }) =>
      Promise.allSettled([reviews.closeAll(), practice.stopAll()]),
    );
    Promise.allSettled([clearClipboard(), closing]).then(() => {
      ended = true;
      app.quit();
    });
  });
}

function open(prompts: Prompts, desk: Lazy<Desk>): void {
  const opened = new BrowserWindow(
    windowOptions({
      preload: join(__dirname, '../preload/preload.cjs'),
      icon: join(__dirname, '../../assets/icons/256x256.png'),
      packaged: app.isPackaged,
    }),
  );
  window = opened;
  opened.on('closed', () => {
    window = null;
  });
  opened.webContents.on('did-start-loading', () => prompts.giveUp());
  opened.loadURL(`${appOrigin}/`);
  // Each where main would only wait for the page: that starts its process now, and draws itself then.
  opened.webContents.once('did-navigate', () =>
    Menu.setApplicationMenu(applicationMenu((command) => signal('command', { command }), process.platform)),
  );
  const coloured = new Promise<void>((resolve) => opened.webContents.once('dom-ready', () => resolve(colour(desk))));
  opened.once('ready-to-show', async () => {
    await coloured;
    if (opened.isDestroyed()) return;
    opened.setBackgroundColor(backgroundColor(nativeTheme.shouldUseDarkColors));
    opened.show();
  });
}

/** In the person's colours from the first frame on. When nothing can be read the page says so, in any colours. */
async function colour(desk: Lazy<Desk>): Promise<void> {
  const settings = await desk()
    .then(({ settings }) => settings.read())
    .catch(() => null);
  if (settings) nativeTheme.themeSource = settings.theme;
}
