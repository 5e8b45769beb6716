import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CheckResult } from '../../shared/report/check-result';

export interface Ran {
  stdout: string;
  stderr: string;
  /** Null when a signal ended it. */
  exitCode: number | null;
}

const program = join(import.meta.dirname, '../../out/main/gonogo.cjs');

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Called with the running process. */
  onStart?: (child: ReturnType<typeof spawn>) => void;
}

/** The built `gonogo`, as a user runs it, without a keychain and with a home of its own when `env` says so. */
export function gonogo(args: readonly string[], { env = {}, cwd, onStart }: RunOptions = {}): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: '1', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.once('error', failed);
    child.once('close', (exitCode) => done({ stdout, stderr, exitCode }));
    onStart?.(child);
  });
}

/** `gonogo check TARGET --format json …`, parsed. */
export async function checkJson(
  targetFile: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<{ result: CheckResult; exitCode: number | null; stderr: string }> {
  const { stdout, stderr, exitCode } = await gonogo(['check', targetFile, '--format', 'json', ...args], options);
  return { result: JSON.parse(stdout) as CheckResult, exitCode, stderr };
}

/** `fail`, `pass` … of each control; of several hosts the worst is not chosen: there is one host in these tests. */
export const statuses = (result: CheckResult): Record<string, string> =>
  Object.fromEntries(result.findings.map(({ control, status }) => [control, status]));
