import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callNames, signalNames } from '../shared/ipc-names';

/** As much of the page as the preload touches. */
interface Drop {
  isTrusted: boolean;
  dataTransfer: { files: ArrayLike<File & { path?: string }> } | null;
}
declare const window: { addEventListener(type: 'drop', listener: (event: Drop) => void, capture: true): void };

/**
 * `window.gonogo`: one function for each call of the contract, and a way to listen to its signals. Nothing of Electron gets
 * through: a listener receives the value alone, and what it returns ends the listening.
 */
const calls = Object.entries(callNames).map(([area, names]) => [
  area,
  Object.fromEntries(
    Object.keys(names).map((name) => [name, (input: unknown) => ipcRenderer.invoke(`${area}.${name}`, input)]),
  ),
]);

contextBridge.exposeInMainWorld('gonogo', {
  ...Object.fromEntries(calls),
  on: (signal: string, listener: (value: unknown) => void) => {
    if (!Object.hasOwn(signalNames, signal)) throw new RangeError(`no signal ${signal}`);
    const hear = (_: unknown, value: unknown): void => listener(value);
    ipcRenderer.on(signal, hear);
    return () => void ipcRenderer.off(signal, hear);
  },
});

// Main is told what a person dropped before the page hears of it, so that the page need not name a path. A drop that a script
// made up is not trusted, and a file that it made up has no path.
window.addEventListener(
  'drop',
  ({ isTrusted, dataTransfer }) => {
    const file = dataTransfer?.files[0];
    // Electron before 32 has the path on the file itself.
    if (isTrusted && file) ipcRenderer.send('dropped', webUtils?.getPathForFile(file) ?? file.path);
  },
  true,
);
