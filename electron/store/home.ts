import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Go/No-Go keeps what it knows: one folder for window and command line alike. */
export function gonogoHome(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env.GONOGO_HOME) return env.GONOGO_HOME;
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'gonogo');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'gonogo');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'gonogo');
}
