import type { BrowserWindowConstructorOptions } from 'electron';

/** The window: a page in a sandbox, without Node, that reaches us through the bridge alone. */
export const windowOptions = (at: {
  preload: string;
  /** What Linux shows in its lists of windows; elsewhere it is in the binary. */
  icon: string;
  packaged: boolean;
  dark: boolean;
}): BrowserWindowConstructorOptions => ({
  width: 1280,
  height: 860,
  minWidth: 900,
  minHeight: 600,
  show: false,
  title: 'Go/No-Go',
  icon: at.icon,
  backgroundColor: at.dark ? '#242424' : '#ffffff',
  webPreferences: {
    preload: at.preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !at.packaged,
  },
});
