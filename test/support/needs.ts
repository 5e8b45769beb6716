import { execFileSync } from 'node:child_process';
import { describe, test } from 'vitest';
import { electronBinary } from '../desktop/support/electron-binary';

const has = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', 'command -v "$1" >/dev/null', 'sh', program]);
    return true;
  } catch {
    return false;
  }
};

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * `describe` for tests against programs that we did not write. Where one is missing the tests are skipped and say which, and
 * with GONOGO_TEST_ALL=1 (as `.ci/run` sets it) they fail instead: a skip there would be a hole that nobody sees.
 * `root` stands for running as root, `overlay` for being allowed to mount one, `electron` for a runtime of the window,
 * `python3:dotenv` for a Python module.
 */
export function describeWith(needed: readonly string[], name: string, body: () => void): void {
  const missing = needed.filter((need) => {
    if (need === 'root') return !isRoot();
    if (need === 'overlay') return !mayMountOverlay();
    if (need === 'electron') return electronBinary() === null;
    if (need.startsWith('python3:')) return !hasPythonModule(need.slice('python3:'.length));
    return !has(need);
  });
  if (missing.length === 0) return void describe(name, body);
  if (process.env.GONOGO_TEST_ALL === '1')
    throw new Error(`${name}: needs ${missing.join(', ')}, which is missing here`);
  // Not even collected: a body may ask the program which tests there are.
  test.skip(`${name} (skipped: needs ${missing.join(', ')})`, () => {});
}

/** Debian's python3, whose packages apt installs: another python3 may come first on PATH. */
export const debianPython = '/usr/bin/python3';

function hasPythonModule(module: string): boolean {
  try {
    execFileSync(debianPython, ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function mayMountOverlay(): boolean {
  const script = `mount -t tmpfs tmpfs /mnt && mkdir /mnt/upper /mnt/work /mnt/all &&
    mount -t overlay overlay -o lowerdir=/etc,upperdir=/mnt/upper,workdir=/mnt/work /mnt/all`;
  try {
    execFileSync('unshare', ['--mount', '--pid', '--fork', 'sh', '-c', script], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
