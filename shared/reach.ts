import type { HostTarget, SiteTarget, Target } from './target';

/**
 * Whom a review of a target reaches, and as whom: what a person confirms of a target that comes from elsewhere before anything
 * is connected to. Null: the target leaves it to ssh_config, or says nothing.
 */
export type Reach = HostsReach | SiteReach | ActiveReach;

/** Hosts that are signed in to in the same way. */
export interface HostsReach {
  kind: 'hosts';
  hosts: { name: string; address: string; hostKey: string | null }[];
  user: string | null;
  port: number | null;
  identityFile: string | null;
  knownHostsFile: string | null;
  jump: string | null;
  sudo: HostTarget['ssh']['sudo'];
}

export interface SiteReach {
  kind: 'site';
  url: string;
  connect: string | null;
  http: string | null;
  caFile: string | null;
}

/** What is sent on top where a person chooses active probes for a run. */
export interface ActiveReach {
  kind: 'active';
  addresses: string[];
  login: string;
}

export function reachOf({ site, hosts }: Target): Reach[] {
  const groups = new Map<string, HostsReach>();
  for (const host of hosts) {
    const { host: address = host.name, hostKey = null, ...way } = host.ssh;
    const key = JSON.stringify(Object.entries(way).sort());
    const group = groups.get(key) ?? { kind: 'hosts', hosts: [], ...nullsFor(way) };
    group.hosts.push({ name: host.name, address, hostKey });
    groups.set(key, group);
  }
  return [...groups.values(), ...(site ? [siteReach(site), activeReach(site, hosts)] : [])];
}

/** One of them as a word: another one once anything of it changed. */
export const reachKey = (reach: Reach): string => JSON.stringify(reach);

const nullsFor = (way: Omit<HostTarget['ssh'], 'host' | 'hostKey'>): Omit<HostsReach, 'kind' | 'hosts'> => ({
  user: way.user ?? null,
  port: way.port ?? null,
  identityFile: way.identityFile ?? null,
  knownHostsFile: way.knownHostsFile ?? null,
  jump: way.jump ?? null,
  sudo: way.sudo,
});

const siteReach = ({ url, connect, http, caFile }: SiteTarget): SiteReach => ({
  kind: 'site',
  url,
  connect: connect ?? null,
  http: http ?? null,
  caFile: caFile ?? null,
});

const activeReach = (site: SiteTarget, hosts: readonly HostTarget[]): ActiveReach => ({
  kind: 'active',
  addresses: hosts.map(({ name, ssh }) => ssh.host ?? name),
  login: `${new URL(site.url).origin}${site.loginPath}`,
});
