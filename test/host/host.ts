import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { TargetFile } from '../../shared/target';
import { base } from './base';
import { makeCertificate } from './certificate';
import { databaseName, type Scenario } from './scenario';
import { untilSiteAnswers } from './site-answers';

/** A running host of the lab: Debian with systemd, in namespaces of its own. */
export interface Host {
  name: string;
  /** Reachable from this machine only. */
  address: string;
  /** A target file for it, as a person would write one. */
  targetFile: string;
  /** Holds the target file, the key `deploy`, the host's console in `console.log`, and what is needed to end it. */
  folder: string;
}

/** Programs that the lab is made with. */
export const labNeeds = [
  'root',
  'overlay',
  'mmdebstrap',
  'ip',
  'unshare',
  'nsenter',
  'setpriv',
  'flock',
  'openssl',
  'ssh-keygen',
];

const lab = '/run/gonogo-lab';
const secondsToBoot = 120;

interface State {
  /** The process that is to end it; null where a person is. */
  owner: number | null;
  namespace: string;
}

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 26 });

/**
 * Boots what the scenario says and waits until systemd says that all is running, and the site is served. `owned`: it ends at the latest when this
 * process is gone.
 */
export async function up(name: string, scenario: Scenario, { owned = true } = {}): Promise<Host> {
  removeAbandoned();
  const host = await bootHost(name, { ...scenario, owned, hostname: 'shop.example' });
  try {
    const entries = [entryFor(host, host.name, scenario.target?.ssh)];
    if (scenario.database) {
      const { prepare, joined } = scenario.database;
      const behind = await bootHost(`${name}-db`, { prepare, owned, hostname: databaseName, behind: name });
      const ca = readFileSync(join(behind.folder, 'ca.pem'), 'utf8');
      within(host, joined({ address: behind.address, ca }));
      const jump = jumpThrough(host);
      entries[0] = { ...entries[0]!, name: 'web', roles: ['app', 'web'] };
      entries.push({ ...entryFor(behind, 'db', { jump }), roles: ['database', 'backup'] });
    }
    const { ssh: _, ...differs } = scenario.target ?? {};
    const target: TargetFile = {
      name: 'Example Shop',
      site: { url: 'https://shop.example', connect: host.address, caFile: 'ca.pem' },
      hosts: entries,
      app: { directory: '/srv/shop', user: 'shop' },
      ...differs,
    };
    writeFileSync(host.targetFile, stringify(target));
    await untilSiteAnswers(host.address);
  } catch (problem) {
    down(name);
    throw problem;
  }
  return host;
}

interface BootOptions extends Pick<Scenario, 'prepare' | 'booted'> {
  owned: boolean;
  /** For which it has a certificate. */
  hostname: string;
  /** The host that its cable leads to, instead of this machine. */
  behind?: string;
}

async function bootHost(name: string, { owned, hostname, behind, prepare = '', booted }: BootOptions): Promise<Host> {
  const below = base();
  const folder = join(lab, name);
  mkdirSync(lab, { recursive: true });
  // Fails where one of this name runs already.
  mkdirSync(folder);
  const [third, fourth] = [randomInt(256), 4 * randomInt(1, 63)];
  const address = (last: number) => ({
    ipv4: `10.214.${third}.${fourth + last}`,
    ipv6: `2001:db8:214:${third.toString(16)}:${fourth.toString(16)}::${last}`,
  });
  const [gateway, own] = [address(1), address(2)];
  const namespace = namespaceOf(name);
  const state: State = { owner: owned ? process.pid : null, namespace };
  writeFileSync(join(folder, 'state.json'), JSON.stringify(state));
  try {
    run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'deploy', '-f', join(folder, 'deploy'));
    makeCertificate(folder, hostname);
    writeFileSync(join(folder, 'prepare.sh'), prepare);
    const link = `lab${randomInt(100_000_000)}`;
    const near = behind === undefined ? [] : ['-n', namespaceOf(behind)];
    run('ip', 'netns', 'add', namespace);
    run('ip', 'link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    if (behind !== undefined) run('ip', 'link', 'set', link, 'netns', namespaceOf(behind));
    for (const [where, device, { ipv4, ipv6 }] of [
      [near, link, gateway],
      [['-n', namespace], 'eth0', own],
    ] as const) {
      run('ip', ...where, 'addr', 'add', `${ipv4}/30`, 'dev', device);
      run('ip', ...where, 'addr', 'add', `${ipv6}/64`, 'dev', device, 'nodad');
      run('ip', ...where, 'link', 'set', device, 'up');
    }
    run('ip', '-n', namespace, 'link', 'set', 'lo', 'up');
    run('ip', '-n', namespace, 'route', 'add', 'default', 'via', gateway.ipv4);
    run('ip', '-n', namespace, 'route', 'add', 'default', 'via', gateway.ipv6);
    await boot(name, below, folder, namespace);
    if (booted) within({ folder }, booted);
  } catch (problem) {
    down(name);
    throw problem;
  }
  return { name, address: own.ipv4, targetFile: join(folder, 'target.yml'), folder };
}

const namespaceOf = (name: string): string => `lab-${name}`;

/** A home folder whose ssh_config knows how to sign in at the host, as a person's would; answers what to jump through. */
function jumpThrough({ address, folder }: Host): string {
  mkdirSync(join(folder, '.ssh'));
  writeFileSync(join(folder, '.ssh/known_hosts'), `${address} ${hostKeyOf({ folder })}\n`);
  writeFileSync(join(folder, '.ssh/config'), `Host ${address}\n  IdentityFile ${join(folder, 'deploy')}\n`);
  return `deploy@${address}`;
}

/** Runs a script as root on the host, and answers what it wrote to stdout. Throws on a failure. */
export function within({ folder }: Pick<Host, 'folder'>, script: string): string {
  const pid = readFileSync(join(folder, 'pid'), 'utf8').trim();
  const path = 'PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin';
  return run('nsenter', '-t', pid, '-a', 'env', '-i', path, 'LC_ALL=C', 'HOME=/root', 'sh', '-euc', script);
}

export const running = (): string[] =>
  existsSync(lab) ? readdirSync(lab).filter((name) => existsSync(join(lab, name, 'state.json'))) : [];

/** Ends a host, and the one behind it, and takes away everything that is left of them. */
export function down(name: string): void {
  if (running().includes(`${name}-db`)) down(`${name}-db`);
  const folder = join(lab, name);
  const { namespace } = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as State;
  const quietly = (command: string, ...args: string[]): string => {
    try {
      return run(command, ...args);
    } catch {
      return '';
    }
  };
  for (const pid of quietly('ip', 'netns', 'pids', namespace).split('\n').filter(Boolean)) quietly('kill', '-9', pid);
  quietly('ip', 'netns', 'delete', namespace);
  removeGroups(namespace);
  rmSync(folder, { recursive: true, force: true });
}

/** Control groups are folders that vanish from within, once nothing runs in them. */
function removeGroups(namespace: string): void {
  const script = `d=$(mktemp -d); mount -t cgroup2 cgroup2 "$d"; cd "$d"
for i in 1 2 3 4 5 6 7 8 9 10; do
  find "./$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
  [ -d "./$1" ] || break
  sleep 0.1
done
cd /; umount "$d"; rmdir "$d"`;
  execFileSync('unshare', ['--mount', 'sh', '-c', script, 'sh', namespace], { stdio: 'pipe' });
}

/** Hosts outlive a test run that was killed. */
function removeAbandoned(): void {
  for (const name of running()) {
    // Gone with the one before which it stood.
    if (!existsSync(join(lab, name))) continue;
    const { owner } = JSON.parse(readFileSync(join(lab, name, 'state.json'), 'utf8')) as State;
    if (owner !== null && !existsSync(`/proc/${owner}`)) down(name);
  }
}

async function boot(name: string, below: string, folder: string, namespace: string): Promise<void> {
  const console = openSync(join(folder, 'console.log'), 'w');
  const child = spawn('sh', [join(import.meta.dirname, 'boot.sh'), name, below, folder, namespace], {
    stdio: ['ignore', console, console],
    detached: true,
  });
  closeSync(console);
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.unref();
  const said = () => readFileSync(join(folder, 'console.log'), 'utf8').slice(-2000);
  for (const until = Date.now() + secondsToBoot * 1000; ; ) {
    if (ended) throw new Error(`the host ended: ${said()}`);
    const is = existsSync(join(folder, 'pid')) ? stateOf(folder) : 'not yet';
    if (is === 'running') return;
    if (is === 'degraded')
      throw new Error(
        `not all of the host started: ${within({ folder }, 'systemctl --failed; journalctl -b -p err --no-pager | tail -n 30')}`,
      );
    if (Date.now() > until) throw new Error(`the host is not up after ${secondsToBoot} s but ${is}: ${said()}`);
    await sleep(250);
  }
}

/** As `systemctl is-system-running` says it; it also fails with what it says. */
function stateOf(folder: string): string {
  try {
    return within({ folder }, '[ -d /run/systemd/system ] && systemctl is-system-running || true').trim();
  } catch {
    return 'not yet';
  }
}

type HostEntry = NonNullable<TargetFile['hosts']>[number];

/** As it stands in a target file, with the host's key as it is there. */
function entryFor({ address, folder }: Host, name: string, differs: Partial<HostEntry['ssh']> = {}): HostEntry {
  const key = Buffer.from(hostKeyOf({ folder }).split(' ')[1]!, 'base64');
  const hostKey = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
  const identityFile = join(folder, 'deploy');
  return { name, ssh: { host: address, user: 'deploy', identityFile, hostKey, sudo: 'nopasswd', ...differs } };
}

const hostKeyOf = (host: Pick<Host, 'folder'>): string => within(host, 'cat /etc/ssh/ssh_host_ed25519_key.pub').trim();
