import { spawn } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { freePort } from './nginx';

export interface RunningDnsmasq {
  /** For `Resolver.setServers`. */
  server: string;
  stop(): Promise<void>;
}

/** Debian's dnsmasq on loopback, which knows `options` only, and says of names below `example` that they do not exist. */
export async function startDnsmasq(options: readonly string[]): Promise<RunningDnsmasq> {
  const port = await freePort();
  const child = spawn(
    'dnsmasq',
    [
      ...['--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--user=root', '--pid-file='],
      ...['--bind-interfaces', '--listen-address=127.0.0.1', `--port=${port}`, '--local=/example/', ...options],
    ],
    { stdio: 'ignore' },
  );
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await gone;
  };
  const server = `127.0.0.1:${port}`;
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([server]);
  for (let tries = 0; tries < 100; tries += 1) {
    const code = await resolver.resolveTxt('ready.example').then(
      () => 'answered',
      (error: NodeJS.ErrnoException) => error.code,
    );
    if (code === 'ENOTFOUND' || code === 'ENODATA' || code === 'answered') return { server, stop };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await stop();
  throw new Error('dnsmasq did not start');
}
