import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { givenToNobody, nobody } from './desktop';

/** What a window needs to keep real secrets: describeWith must ask for it. */
export const sessionKeychainNeeds = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'];

/** A D-Bus session with an unlocked gnome-keyring, of the account that the window runs as; it lives in `folder`. */
export async function startSessionKeychain(folder: string): Promise<{ env: Record<string, string>; stop: () => void }> {
  const home = join(folder, 'session');
  mkdirSync(home, { mode: 0o700 });
  givenToNobody(home);
  const own = { PATH: process.env.PATH!, HOME: home, XDG_RUNTIME_DIR: home };
  const as = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const start = (env: Record<string, string>, command: string, ...args: string[]): ChildProcess =>
    spawn(command, args, { env, stdio: ['pipe', 'pipe', 'ignore'], ...as });
  const bus = start(own, 'dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address');
  const env = { DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) };
  const keyring = start({ ...own, ...env }, 'gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets');
  keyring.stdin!.end('pw');
  // It says nothing when it is ready: the bus knows.
  const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  const answers = (): boolean => {
    const asked = spawnSync('dbus-send', [...ask, 'string:org.freedesktop.secrets'], {
      env: { ...own, ...env },
      ...as,
    });
    return asked.stdout.includes('boolean true');
  };
  await vi.waitUntil(answers, { timeout: 20_000, interval: 50 });
  const stop = (): void => {
    keyring.kill('SIGKILL');
    bus.kill('SIGKILL');
  };
  // Without it GTK starts a bus of its own for assistive programs, which outlives everything here.
  return { env: { ...env, NO_AT_BRIDGE: '1' }, stop };
}

async function firstLine(child: ChildProcess): Promise<string> {
  let said = '';
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${child.spawnfile} ended: ${said}`)));
  ended.catch(() => {});
  const line = new Promise<string>((found) => {
    child.stdout!.on('data', (chunk) => {
      said += chunk;
      if (said.includes('\n')) found(said.split('\n')[0]!);
    });
  });
  return Promise.race([line, ended]);
}
