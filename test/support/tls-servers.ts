import { type ChildProcess, spawn } from 'node:child_process';
import { getDiffieHellman } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, untilListening } from './nginx';
import { type KeyPair, makePki, type Pki } from './pki';

/** TLS servers of other makes than nginx, on a free port, with certificates of a PKI of their own; gone after `stop`. */
export interface RunningTlsServer {
  port: number;
  pki: Pki;
  stop(): Promise<void>;
}

interface Making {
  port: number;
  pki: Pki;
  /** For configuration files. */
  folder: string;
}
type Command = [program: string, ...args: string[]];

async function startServer(command: (making: Making) => Command): Promise<RunningTlsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gonogo-tls-'));
  const pki = makePki(join(folder, 'pki'));
  const port = await freePort();
  const [program, ...args] = command({ port, pki, folder });
  const server: ChildProcess = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  server.stderr!.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(-2000);
  });
  const gone = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilListening(port, () => server.exitCode !== null);
  } catch (thrown) {
    await stop();
    throw new Error(`${program} did not start: ${complaint}`, { cause: thrown });
  }
  return { port, pki, stop };
}

/** `openssl s_server`, which takes one connection after the other. */
export const opensslServer = (args: (pki: Pki, folder: string) => string[]): Promise<RunningTlsServer> =>
  startServer(({ port, pki, folder }) => [
    ...(['openssl', 's_server', '-accept', `127.0.0.1:${port}`, '-www', '-quiet'] as const),
    ...args(pki, folder),
  ]);
export const shows = ({ certFile, keyFile }: KeyPair): string[] => ['-cert', certFile, '-key', keyFile];

/** gnutls-serv still speaks RC4 and 3DES, which no OpenSSL of Debian does. It has no option to listen on loopback only. */
export const gnutlsServer = (
  priority: string,
  pairs: (pki: Pki) => KeyPair[],
  ...args: string[]
): Promise<RunningTlsServer> =>
  startServer(({ port, pki }) => [
    ...(['gnutls-serv', '--quiet', '--echo', '--port', String(port), '--priority', priority, ...args] as const),
    ...pairs(pki).flatMap(({ certFile, keyFile }) => ['--x509certfile', certFile, '--x509keyfile', keyFile]),
  ]);

/** stunnel in front of nothing: it asks what is behind it only after the handshake. */
export const stunnelServer = (settings: string[]): Promise<RunningTlsServer> =>
  startServer(({ port, pki, folder }) => {
    const { certFile, keyFile } = pki.leaf('leaf', { key: 'rsa:2048' });
    const file = join(folder, 'stunnel.conf');
    const service = ['[tls]', `accept = 127.0.0.1:${port}`, 'connect = 127.0.0.1:9'];
    const own = [`cert = ${certFile}`, `key = ${keyFile}`, ...settings];
    writeFileSync(file, ['foreground = yes', 'pid =', ...service, ...own, ''].join('\n'));
    return ['stunnel4', file];
  });

/** The 1024-bit group of RFC 2409 6.2, which Logjam was about, as `openssl dhparam` writes it. */
export function dh1024File(folder: string): string {
  const integer = (value: Buffer): Buffer => {
    const positive = value[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), value]) : value;
    return Buffer.concat([
      Buffer.from(positive.length < 128 ? [2, positive.length] : [2, 0x81, positive.length]),
      positive,
    ]);
  };
  const group = getDiffieHellman('modp2');
  const content = Buffer.concat([integer(group.getPrime()), integer(group.getGenerator())]);
  const der = Buffer.concat([Buffer.from([0x30, 0x81, content.length]), content]);
  const file = join(folder, 'dh1024.pem');
  writeFileSync(file, `-----BEGIN DH PARAMETERS-----\n${der.toString('base64')}\n-----END DH PARAMETERS-----\n`);
  return file;
}
