import { homedir, hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { HostTarget } from '../../shared/target';
import { ConnectionError } from './connection-error';
import { knownHostName } from './known-hosts';
import { expandHostName, readSshConfig, type SshConfigFiles, type SshSettings } from './ssh-config';

/** One SSH server on the way, the last one being the host itself; everything that ssh_config left open is filled in. */
export interface Hop {
  /** As the person names it. */
  alias: string;
  address: string;
  port: number;
  user: string;
  identities: {
    files: string[];
    /** Were they named, or are they ssh's default ones? */
    named: boolean;
    only: boolean;
    /** The agent's socket, or null. */
    agent: string | null;
  };
  hostKeyAlias: string | null;
  /** The name to look for in known_hosts. */
  knownAs: string;
  /** The name that may hold its key too; null where there is no such name. */
  knownWithoutPort: string | null;
  /** The first takes new keys. */
  knownHostsFiles: string[];
  globalKnownHostsFiles: string[];
  /** The fingerprint that the target pins. */
  pin: string | null;
}

export interface SshEnvironment {
  files: SshConfigFiles;
  env: NodeJS.ProcessEnv;
}

export const thisMachine = (): SshEnvironment => {
  const home = homedir();
  return {
    files: {
      user: join(home, '.ssh', 'config'),
      system: '/etc/ssh/ssh_config',
      home,
      localUser: userInfo().username,
    },
    env: process.env,
  };
};

const maxHops = 8;

/**
 * The servers to go through. Jump hosts are looked up in ssh_config as well, as ssh does, each with a ProxyJump of its own.
 *
 * @throws ConnectionError `unreachable`
 */
export async function sshRoute(host: HostTarget, machine: SshEnvironment): Promise<Hop[]> {
  const { ssh } = host;
  const hops = await route(ssh.host ?? host.name, { user: ssh.user, port: ssh.port, jump: ssh.jump }, machine);
  const last = hops.at(-1)!;
  if (ssh.identityFile) last.identities = { ...last.identities, files: [ssh.identityFile], named: true };
  last.pin = ssh.hostKey ?? null;
  for (const hop of hops) if (ssh.knownHostsFile) hop.knownHostsFiles = [ssh.knownHostsFile];
  return hops;
}

async function route(
  alias: string,
  given: { user?: string; port?: number; jump?: string },
  machine: SshEnvironment,
  depth = 0,
): Promise<Hop[]> {
  if (depth >= maxHops)
    throw new ConnectionError('unreachable', `${alias}: more than ${maxHops} jump hosts: does one lead to itself?`);
  const { user, port, jump } = given;
  const settings = await readSshConfig(
    alias,
    { ...(user && { user }), ...(port && { port }), ...(jump && { proxyJump: jump }) },
    machine.files,
  );
  const hop = toHop(alias, settings, machine);
  const jumps = expand(settings.proxyJump ?? 'none', hop, machine);
  if (jumps.toLowerCase() === 'none') return [hop];
  const names = jumps.split(',');
  const { host, ...over } = readJump(names.pop()!);
  return [...(await route(host, { ...over, jump: names.join(',') || undefined }, machine, depth + 1)), hop];
}

function readJump(text: string): { host: string; user?: string; port?: number } {
  const match =
    /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9_][A-Za-z0-9._-]*))(?::(\d{1,5}))?\/?$/.exec(
      text.trim(),
    );
  const port = match?.[4] ? Number(match[4]) : undefined;
  if (!match || (port !== undefined && (port < 1 || port > 65535)))
    throw new ConnectionError('unreachable', `the jump host "${text}" is not [user@]host[:port]`);
  return { host: match[2] ?? match[3]!, ...(match[1] && { user: match[1] }), ...(port && { port }) };
}

function toHop(alias: string, settings: SshSettings, machine: SshEnvironment): Hop {
  const { home, localUser } = machine.files;
  const hop: Hop = {
    alias,
    address: expandHostName(settings.hostName, alias),
    port: settings.port ?? 22,
    user: settings.user ?? localUser,
    hostKeyAlias: settings.hostKeyAlias ?? null,
    identities: {
      files: [],
      named: settings.identityFiles.length > 0,
      only: settings.identitiesOnly ?? false,
      agent: null,
    },
    knownAs: '',
    knownWithoutPort: null,
    knownHostsFiles: [],
    globalKnownHostsFiles: [],
    pin: null,
  };
  const path = (text: string): string => {
    const expanded = expand(text, hop, machine);
    if (/^~[^/]/.test(expanded))
      throw new ConnectionError('unreachable', `${alias}: ssh_config says "${text}": write that home out in full`);
    return expanded.startsWith('~/') ? join(home, expanded.slice(2)) : resolve(home, expanded);
  };
  const paths = (texts: readonly string[]): string[] => texts.filter((text) => text.toLowerCase() !== 'none').map(path);
  hop.identities.files = paths(hop.identities.named ? settings.identityFiles : defaultIdentities);
  hop.identities.agent = agentOf(settings.identityAgent, machine, path);
  hop.knownAs = hop.hostKeyAlias ?? knownHostName(hop.address, hop.port);
  if (hop.hostKeyAlias === null && hop.port !== 22) hop.knownWithoutPort = knownHostName(hop.address, 22);
  hop.knownHostsFiles = paths(settings.userKnownHostsFiles ?? ['~/.ssh/known_hosts', '~/.ssh/known_hosts2']);
  hop.globalKnownHostsFiles = paths(
    settings.globalKnownHostsFiles ?? ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
  );
  return hop;
}

const defaultIdentities = ['~/.ssh/id_ed25519', '~/.ssh/id_ecdsa', '~/.ssh/id_rsa'];

function agentOf(setting: string | undefined, { env }: SshEnvironment, path: (text: string) => string): string | null {
  if (setting === undefined || setting === 'SSH_AUTH_SOCK')
    return env.SSH_AUTH_SOCK || (process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : null);
  if (setting.toLowerCase() === 'none') return null;
  const variable = /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(setting)?.[1];
  return variable ? env[variable] || null : path(setting);
}

/** ssh_config(5) TOKENS, but for %C, which is not the same in all versions of ssh, and environment variables. */
function expand(text: string, hop: Hop, { files, env }: SshEnvironment): string {
  const tokens: Record<string, string> = {
    '%': '%',
    L: hostname().replace(/\..*/, ''),
    h: hop.address,
    i: String(userInfo().uid),
    k: hop.hostKeyAlias ?? hop.alias,
    l: hostname(),
    n: hop.alias,
    p: String(hop.port),
    r: hop.user,
    u: files.localUser,
    d: files.home,
  };
  const fail = (what: string): never => {
    throw new ConnectionError('unreachable', `${hop.alias}: ssh_config says "${text}", and ${what}`);
  };
  return text
    .replace(/%(.?)/g, (token, letter: string) => tokens[letter] ?? fail(`${token} is not supported here`))
    .replace(/\$\{([^}]*)\}/g, (_, name: string) => env[name] ?? fail(`the environment variable ${name} is not set`));
}
