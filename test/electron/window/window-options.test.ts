import { expect, it } from 'vitest';
import { windowOptions } from '../../../electron/window/window-options';

it('is a sandboxed page without Node, and without developer tools when packaged', () => {
  expect(windowOptions({ preload: '/app/preload.cjs', icon: '/app/icon.png', packaged: true })).toEqual({
    width: 1280,
    height: 860,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Go/No-Go',
    icon: '/app/icon.png',
    webPreferences: {
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  });
});

it('has developer tools for those who work on it', () => {
  const { webPreferences } = windowOptions({
    preload: '/app/preload.cjs',
    icon: '/app/icon.png',
    packaged: false,
  });
  expect(webPreferences).toMatchObject({ devTools: true, sandbox: true, contextIsolation: true });
});
