import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callNames, signalNames } from '../shared/ipc-names';

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
  // Electron before 32 has the path on the file itself.
  pathOf: (file: File & { path?: string }) => webUtils?.getPathForFile(file) ?? file.path ?? '',
});
