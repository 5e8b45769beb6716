import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Target } from '../../shared/target';

/**
 * The target to connect with: its files of this machine made absolute, relative ones from the folder of the target file, `~`
 * from home. Never for a record, which would then name folders of whoever ran it.
 */
export function withAbsoluteFiles(target: Target, folder: string, home = homedir()): Target {
  const absolute = (file: string): string =>
    file === '~' || file.startsWith('~/') ? join(home, file.slice(1)) : resolve(folder, file);
  const absoluteKeys = <T extends object>(object: T, keys: readonly (keyof T)[]): T => {
    const copy = { ...object };
    for (const key of keys) if (typeof copy[key] === 'string') copy[key] = absolute(copy[key] as string) as T[keyof T];
    return copy;
  };
  return {
    ...target,
    site: target.site && absoluteKeys(target.site, ['caFile']),
    hosts: target.hosts.map((host) => ({ ...host, ssh: absoluteKeys(host.ssh, ['identityFile', 'knownHostsFile']) })),
  };
}
