import { url } from 'node:inspector';

interface Starting {
  isPackaged: boolean;
  commandLine: { removeSwitch: (name: string) => void };
}

const switches = ['remote-debugging-port', 'remote-debugging-pipe'];

/**
 * A packaged app listens to no debugger. For Node the fuse NodeCliInspect sees to it; Chromium has switches of its own for
 * the page, and they are read after this. A build whose fuse leaves Node's debugger on is one for tests: it keeps both.
 */
export function refuseDebugger({ isPackaged, commandLine }: Starting): void {
  if (!isPackaged || url() !== undefined) return;
  for (const name of switches) commandLine.removeSwitch(name);
}
