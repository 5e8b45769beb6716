import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Sshd {
  port: number;
  /** As `ssh-keygen -lf` prints it, of the first host key. */
  hostKeyFingerprint: string;
  /** A private key that may sign in as any account. */
  identityFile: string;
  /** Holds the server's first host key. */
  knownHostsFile: string;
  /** Removed by `stop`. */
  folder: string;
  /** What sshd wrote to its log so far. */
  log: () => string;
  stop(): Promise<void>;
}

export interface SshdOptions {
  /** Types of the host keys; the first is the one in known_hosts. */
  hostKeys?: readonly ('ed25519' | 'rsa' | 'ecdsa')[];
  /** More lines for sshd_config; the first value of a keyword wins. `FOLDER` is the server's own. */
  config?: readonly string[];
  /** Of loopback. */
  address?: '127.0.0.1' | '::1';
  /** Done in the folder, once its keys are there. */
  prepare?: (folder: string) => void;
}

/** Debian's own sshd on a free port of loopback, with keys and configuration in a temp folder. Needs root. */
export async function startSshd({
  hostKeys = ['ed25519'],
  config = [],
  address = '127.0.0.1',
  prepare,
}: SshdOptions = {}): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'gonogo-sshd-'));
  const file = (name: string) => join(folder, name);
  const keygen = (name: string, type: string) =>
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', file(name)]);
  // sshd reads authorized_keys as the account that signs in.
  await chmod(folder, 0o755);
  // Where privileges are separated; Debian makes it at boot.
  await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  for (const type of hostKeys) keygen(`host_${type}`, type);
  keygen('identity', 'ed25519');
  await writeFile(file('authorized_keys'), await readFile(file('identity.pub')), { mode: 0o644 });
  const port = await freePort();
  prepare?.(folder);
  await writeFile(
    file('sshd_config'),
    [
      ...config.map((line) => line.replaceAll('FOLDER', folder)),
      `ListenAddress ${address}`,
      ...hostKeys.map((type) => `HostKey ${file(`host_${type}`)}`),
      `AuthorizedKeysFile ${file('authorized_keys')}`,
      `PidFile ${file('pid')}`,
      'StrictModes no',
      'PermitRootLogin yes',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PrintMotd no',
      'LogLevel VERBOSE',
      'MaxStartups 100',
      '',
    ].join('\n'),
  );
  const publicKey = (await readFile(file(`host_${hostKeys[0]}.pub`), 'utf8')).trim();
  await writeFile(file('known_hosts'), `[${address}]:${port} ${publicKey}\n`, { mode: 0o600 });
  const daemon = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', file('sshd_config'), '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  daemon.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const ended = new Promise<void>((done) => daemon.once('exit', () => done()));
  const stop = async () => {
    daemon.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true });
  };
  if (!(await answers(address, port, () => daemon.exitCode !== null))) {
    await stop();
    throw new Error(`sshd did not start: ${log}`);
  }
  return {
    port,
    hostKeyFingerprint: execFileSync('ssh-keygen', ['-lf', file(`host_${hostKeys[0]}.pub`)], {
      encoding: 'utf8',
    }).split(' ')[1]!,
    identityFile: file('identity'),
    knownHostsFile: file('known_hosts'),
    folder,
    log: () => log,
    stop,
  };
}

export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
    });
  });
}

async function answers(address: string, port: number, gaveUp: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 200 && !gaveUp(); attempt++) {
    const up = await new Promise<boolean>((done) => {
      const socket = connect(port, address, () => {
        socket.destroy();
        done(true);
      });
      socket.once('error', () => done(false));
    });
    if (up) return true;
    await new Promise((done) => setTimeout(done, 25));
  }
  return false;
}
