import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Vitest's global set-up: tests of the command line run the built program, as users do. */
export default function build(): void {
  const root = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, [join(root, 'scripts/gonogo.mjs'), '--version'], { cwd: root, stdio: 'ignore' });
}
