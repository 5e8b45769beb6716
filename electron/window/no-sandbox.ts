import { type App, dialog } from 'electron';

/** A packaged app starts in Chromium's sandbox or not at all: what starts an AppImage leaves it out where it cannot be had. */
export function refuseNoSandbox({ isPackaged, commandLine }: App): void {
  if (!isPackaged || !commandLine.hasSwitch('no-sandbox')) return;
  dialog.showErrorBox(
    'Go/No-Go does not start without its sandbox',
    'It was started with --no-sandbox, perhaps because this system forbids user namespaces. Install the .deb, which brings what the sandbox needs.',
  );
  process.exit(1);
}
