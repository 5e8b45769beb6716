import { resolve } from 'node:path';

const ourScripts = new Set(['gonogo', 'demo', 'practice']);

/** Where the person stands: npm runs scripts in the package's folder, and says in INIT_CWD where it was called from. */
export const workingDirectory = (): string =>
  (ourScripts.has(process.env.npm_lifecycle_event ?? '') && process.env.INIT_CWD) || process.cwd();

export const fromHere = (path: string): string => resolve(workingDirectory(), path);
