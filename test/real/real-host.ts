import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs that a real host is made of; see host.sh. */
export const realHostNeeds = [
  'root',
  'ip',
  'unshare',
  'sshd',
  'nginx',
  'ufw',
  'pg_createcluster',
  'git',
  'openssl',
  'sudo',
];

export interface RealHost {
  address: string;
  /** A target file for it, as a person would write one. */
  targetFile: string;
  folder: string;
  stop(): void;
}

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** A Debian host in namespaces of its own, reachable at `address` from this machine only. `faults`: see host.sh. */
export async function startRealHost(faults: readonly string[] = [], { sudo = 'nopasswd' } = {}): Promise<RealHost> {
  const folder = mkdtempSync(join(tmpdir(), 'gonogo-host-'));
  mkdirSync(join(folder, 'layer'));
  const subnet = `10.213.${randomInt(256)}.${4 * randomInt(1, 63)}`;
  const [gateway, address] = [1, 2].map((last) => subnet.replace(/\d+$/, (base) => String(Number(base) + last)));
  const namespace = `gonogo-${process.pid}-${randomInt(10_000)}`;
  const link = `gg${randomInt(1_000_000)}`;

  run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'deploy'));
  makeCertificate(folder);
  run('ip', 'netns', 'add', namespace);
  run('ip', 'link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
  run('ip', 'addr', 'add', `${gateway}/30`, 'dev', link);
  run('ip', 'link', 'set', link, 'up');
  run('ip', '-n', namespace, 'addr', 'add', `${address}/30`, 'dev', 'eth0');
  run('ip', '-n', namespace, 'link', 'set', 'eth0', 'up');

  const script = join(import.meta.dirname, 'host.sh');
  const child = spawn('sh', [script, folder, namespace, `${address}/30`, gateway!, faults.join(' ')], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stop = (): void => {
    child.stdin?.end();
    child.kill('SIGKILL');
    for (const pid of run('ip', 'netns', 'pids', namespace).split('\n').filter(Boolean)) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It ended by itself in between.
      }
    }
    run('ip', 'netns', 'delete', namespace);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(child);
  } catch (error) {
    stop();
    throw error;
  }
  const hostKey = run('ssh-keyscan', '-t', 'ed25519', address!).split(' ')[2]!.trim();
  const pin = `SHA256:${createHash('sha256').update(Buffer.from(hostKey, 'base64')).digest('base64').replace(/=+$/, '')}`;
  const targetFile = join(folder, 'target.yml');
  writeFileSync(
    targetFile,
    `name: Example Shop
site:
  url: https://shop.example
  connect: ${address}
  caFile: ca.pem
hosts:
  - name: web-1
    ssh:
      host: ${address}
      user: deploy
      identityFile: deploy
      hostKey: ${pin}
      sudo: ${sudo}
app:
  directory: /srv/shop
  user: shop
`,
  );
  return { address: address!, targetFile, folder, stop };
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout?.on('data', (chunk) => {
      if (String(chunk).includes('ready')) done();
      else said += chunk;
    });
    child.once('exit', (code) => failed(new Error(`the host ended with ${code}: ${said}`)));
  });
}

function makeCertificate(folder: string): void {
  const at = (name: string): string => join(folder, name);
  run(
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '3650',
    '-subj',
    '/CN=Test root',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  );
  run(
    'openssl',
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=shop.example',
    '-keyout',
    at('server.key'),
    '-out',
    at('server.csr'),
  );
  writeFileSync(at('names'), 'subjectAltName=DNS:shop.example\nbasicConstraints=CA:FALSE\n');
  run(
    'openssl',
    'x509',
    '-req',
    '-in',
    at('server.csr'),
    '-CA',
    at('ca.pem'),
    '-CAkey',
    at('ca.key'),
    '-CAcreateserial',
    '-days',
    '90',
    '-extfile',
    at('names'),
    '-out',
    at('server.pem'),
  );
}
