import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HostTarget, Target } from '../../shared/target';

/**
 * The target to connect with: its files of this machine made absolute, relative ones from the folder of the target file, `~`
 * from home. Never for a record, which would then name folders of whoever ran it.
 */
export const withAbsoluteFiles = (target: Target, folder: string, home = homedir()): Target => ({
  ...target,
  site: target.site && absoluteFiles(target.site, ['caFile'], folder, home),
  hosts: target.hosts.map((host) => hostWithAbsoluteFiles(host, folder, home)),
});

export const hostWithAbsoluteFiles = (host: HostTarget, folder: string, home = homedir()): HostTarget => ({
  ...host,
  ssh: absoluteFiles(host.ssh, ['identityFile', 'knownHostsFile'], folder, home),
});

function absoluteFiles<T extends object>(object: T, keys: readonly (keyof T)[], folder: string, home: string): T {
  const absolute = (file: string): string =>
    file === '~' || file.startsWith('~/') ? join(home, file.slice(1)) : resolve(folder, file);
  const copy = { ...object };
  for (const key of keys) if (typeof copy[key] === 'string') copy[key] = absolute(copy[key] as string) as T[keyof T];
  return copy;
}
