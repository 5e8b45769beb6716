import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, Menu, nativeTheme, session } from 'electron';
import { auditLog } from '../shared/audits/fold';
import { incidentLog } from '../shared/incident/fold';
import { settingsSchema } from '../shared/ipc';
import { Keyring } from './acts/keyring';
import { ReviewDesk } from './acts/review-desk';
import { TrustedSigners } from './acts/trusted-signers';
import { clearClipboard } from './ipc/clipboard';
import { Dialogs } from './ipc/dialogs';
import { HandedRecord } from './ipc/handed-record';
import { handlers } from './ipc/handlers';
import { PracticeHosts } from './ipc/practice-hosts';
import { Prompts } from './ipc/prompts';
import { route, signalTo } from './ipc/router';
import { gonogoHome } from './store/home';
import { LogFolder } from './store/log-folder';
import { ReviewStore } from './store/review-store';
import { SettingsFile } from './store/settings-file';
import { appAssets } from './window/app-assets';
import { appOrigin, declareAppProtocol, serveApp } from './window/app-protocol';
import { guardContents, guardSessions } from './window/guards';
import { handedPath } from './window/handed-path';
import { applicationMenu } from './window/menu';
import { refuseDebugger } from './window/no-debugger';
import { refuseNoSandbox } from './window/no-sandbox';
import { isTooOld } from './window/runtime-support';
import { windowOptions } from './window/window-options';

/** The app's life: one instance, one window, and what the window's calls reach. */

// Named by whoever starts a test; CONTRIBUTING.md says what it is for.
const isTest = process.env.GONOGO_TEST_RUNTIME === '1';
// Before enableSandbox, which hides the switch and does not bring back what it took away.
refuseNoSandbox(app);
// Chromium's switch ends in an endless restart as root (--no-sandbox), where no sandbox can be had.
if (process.getuid?.() !== 0) app.enableSandbox();
refuseDebugger(app);
declareAppProtocol();
guardContents(app);
guardSessions(app);

// Beside what we keep ourselves, and one instance for each such folder.
const home = gonogoHome();
const chromium = join(home, 'window');
mkdirSync(chromium, { recursive: true, mode: 0o700 });
app.setPath('userData', chromium);

let window: BrowserWindow | null = null;
const signal = signalTo(() => window?.webContents ?? null);
const handed = new HandedRecord(signal);

if (!app.requestSingleInstanceLock()) app.quit();
else {
  handed.give(handedPath(process.argv, process.cwd()));
  app.on('second-instance', (_, argv, folder) => {
    handed.give(handedPath(argv, folder));
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  // macOS says it this way, and to an app that it just starts before it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    handed.give(path);
  });
  app.whenReady().then(start);
}

async function start(): Promise<void> {
  const store = await ReviewStore.open(home);
  const keyring = new Keyring(app.commandLine.getSwitchValue('keychain') === 'memory' ? 'memory' : 'os');
  const reviews = new ReviewDesk(store, keyring, {
    progress: (progress) => signal('progress', progress),
    recorded: (recorded) => signal('recorded', recorded),
  });
  const practice = new PracticeHosts();
  const prompts = new Prompts(signal);
  const settings = new SettingsFile(home, settingsSchema);
  nativeTheme.themeSource = (await settings.read()).theme;
  route(
    handlers({
      home,
      reviews,
      keyring,
      trusted: new TrustedSigners(home),
      settings,
      incidents: new LogFolder(join(home, 'incidents'), incidentLog),
      calendars: new LogFolder(join(home, 'calendars'), auditLog),
      practice,
      prompts,
      signal,
      handed,
      dialogs: new Dialogs(() => window),
      practiceOnly: isTooOld(process.versions.electron!) && !isTest,
    }),
  );
  serveApp(session.defaultSession, appAssets(join(__dirname, '../renderer')));
  Menu.setApplicationMenu(applicationMenu((command) => signal('command', { command }), process.platform));
  open(prompts);
  app.on('activate', () => window ?? open(prompts));
  app.on('window-all-closed', () => app.quit());

  let ended = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    Promise.allSettled([clearClipboard(), reviews.closeAll(), practice.stopAll()]).then(() => {
      ended = true;
      app.quit();
    });
  });
}

function open(prompts: Prompts): void {
  window = new BrowserWindow(
    windowOptions({
      preload: join(__dirname, '../preload/preload.cjs'),
      icon: join(__dirname, '../../assets/icons/256x256.png'),
      packaged: app.isPackaged,
      dark: nativeTheme.shouldUseDarkColors,
    }),
  );
  window.once('ready-to-show', () => window?.show());
  window.on('closed', () => {
    window = null;
  });
  window.webContents.on('did-start-loading', () => prompts.giveUp());
  window.loadURL(`${appOrigin}/`);
}
