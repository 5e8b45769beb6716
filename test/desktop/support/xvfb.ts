import { type ChildProcess, spawn } from 'node:child_process';

/**
 * A display of our own. Reachable by every account of this machine (`-ac`), and over no network.
 * `pictureIn`: a folder where the file Xvfb_screen0 is what it shows (xwd).
 */
export async function startDisplay(pictureIn?: string): Promise<{ display: string; stop: () => void }> {
  const picture = pictureIn === undefined ? [] : ['-fbdir', pictureIn];
  const server: ChildProcess = spawn(
    'Xvfb',
    ['-displayfd', '1', '-ac', '-nolisten', 'tcp', '-screen', '0', '1600x1200x24', ...picture],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const number = await new Promise<string>((resolve, reject) => {
    server.stdout!.once('data', (text: Buffer) => resolve(text.toString().trim()));
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it had a display`)));
  });
  return { display: `:${number}`, stop: () => void server.kill() };
}
