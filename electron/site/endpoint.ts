import { lookup as dnsLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type Read, seen, unseen } from '../../shared/fact';
import type { SiteTarget } from '../../shared/target';

/** Where the site is really asked, for https and for plain http. Names on the wire (SNI, Host) stay those of `url`. */
export interface Endpoint {
  address: string;
  port: number;
  http: { address: string; port: number };
  /** url's host name without brackets. */
  hostname: string;
  /** What goes into SNI: null for an IP literal (RFC 6066 3). */
  serverName: string | null;
  /** The Host header's value, with the port when it is not the scheme's own. */
  host: string;
}

export type Lookup = (hostname: string) => Promise<string>;

/** As `getaddrinfo` orders them: what a browser on this machine would try first. */
export const systemLookup: Lookup = async (hostname) => (await dnsLookup(hostname, { verbatim: true })).address;

/** Splits `address`, `address:port`, `[v6]`, `[v6]:port` and a bare v6 address. The target's schema has checked the form. */
export function splitEndpoint(text: string): { host: string; port: number | null } {
  const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(text);
  if (bracketed) return { host: bracketed[1]!, port: bracketed[2] === undefined ? null : Number(bracketed[2]) };
  if (isIP(text) === 6) return { host: text, port: null };
  const [host = '', port] = text.split(':');
  return { host, port: port === undefined ? null : Number(port) };
}

export async function resolveEndpoint(site: SiteTarget, lookup: Lookup = systemLookup): Promise<Read<Endpoint>> {
  const url = new URL(site.url);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const connect = splitEndpoint(site.connect ?? hostname);
  const http = site.http === undefined ? { host: connect.host, port: 80 } : splitEndpoint(site.http);
  try {
    const resolve = async (name: string): Promise<string> => (isIP(name) ? name : lookup(name));
    const address = await resolve(connect.host);
    return seen({
      address,
      port: connect.port ?? Number(url.port || 443),
      http: { address: http.host === connect.host ? address : await resolve(http.host), port: http.port ?? 80 },
      hostname,
      serverName: isIP(hostname) ? null : hostname,
      host: url.host,
    });
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
    const why = code === 'ENOTFOUND' ? 'the name does not exist in DNS' : `DNS did not answer (${code})`;
    return unseen('unreachable', { what: `${connect.host}: ${why}` });
  }
}

/** 127.0.0.0/8, ::1, and the v4 ones mapped into v6. */
export const isLoopback = (address: string): boolean =>
  /^(?:::ffff:)?127\./i.test(address) || address === '::1' || address === '0:0:0:0:0:0:0:1';
