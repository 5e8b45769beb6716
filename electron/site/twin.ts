import { isIP } from 'node:net';
import type { SiteTarget } from '../../shared/target';
import type { Endpoint, Lookup } from './endpoint';

/** The name with `www.` in front, or without it where the site has it: people type either. Null for an address or a single word. */
export function twinName(hostname: string): string | null {
  if (isIP(hostname) !== 0) return null;
  const other = hostname.startsWith('www.') ? hostname.slice(4) : `www.${hostname}`;
  return hostname.includes('.') && other.includes('.') ? other : null;
}

export interface Twin {
  name: string;
  byDns: boolean;
  /** Null when DNS did not say whether the name exists. */
  endpoint: Endpoint | null;
}

/** Null when there is none. Where the target says where to connect, DNS is not asked, and the twin is met at the same place. */
export async function findTwin(site: SiteTarget, endpoint: Endpoint, lookup: Lookup): Promise<Twin | null> {
  const name = twinName(endpoint.hostname);
  if (name === null) return null;
  const named = { hostname: name, serverName: name, host: endpoint.host.replace(endpoint.hostname, name) };
  if (site.connect !== undefined || site.http !== undefined)
    return { name, byDns: false, endpoint: { ...endpoint, ...named } };
  try {
    const address = await lookup(name);
    return { name, byDns: true, endpoint: { ...endpoint, ...named, address, http: { ...endpoint.http, address } } };
  } catch (thrown) {
    const unknown = (thrown as NodeJS.ErrnoException).code === 'ENOTFOUND';
    return unknown ? null : { name, byDns: true, endpoint: null };
  }
}
