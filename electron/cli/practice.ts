import { UserError } from '../user-error';
import { exitCodes } from './exit-codes';

/** Runs until it is stopped. stdout is the target file and nothing else, so that it can be written straight to one. */
export async function practice(options: { state: string; port?: string }): Promise<number> {
  const { startPractice } = await import('../practice/practice');
  const sshPort = options.port === undefined ? undefined : readPort(options.port);
  const host = await startPractice({ state: options.state, sshPort }).catch((cause: Error) => {
    throw cause instanceof RangeError ? new UserError(`--state ${options.state}: ${cause.message}`, { cause }) : cause;
  });
  process.stdout.write(host.targetYaml);
  process.stderr.write(
    'gonogo: the practice host is running; write the lines above to a file and check it. Ctrl-C stops it.\n',
  );
  await new Promise<void>((stopped) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped());
  });
  await host.stop();
  return exitCodes.ok;
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65535) {
    throw new UserError(`--port ${text}: not a port; give a number from 1 to 65535`);
  }
  return Number(text);
}
