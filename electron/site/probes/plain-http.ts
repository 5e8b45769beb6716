import { type FactValue, type Read, seen, unseen } from '../../../shared/fact';
import type { plainHttp } from '../../../shared/facts/site/plain-http';
import { type Endpoint, type Lookup, systemLookup } from '../endpoint';
import { followRedirects } from '../follow-redirects';
import { type HttpClient, httpClient } from '../http-client';
import type { Limited } from '../limited';
import type { SiteContext } from '../site-context';
import { tryPort } from '../try-port';
import { findTwin } from '../twin';

/** A redirect that is right for the start page only is a classic: the deep path has its own rule. */
export const plainHttpPaths = ['/', '/gonogo-check/deep?keep=1'] as const;

type PlainHttp = FactValue<typeof plainHttp>;
type Twin = PlainHttp['twin'];

interface Outside {
  lookup: Lookup;
  dial: typeof tryPort;
}

export async function probePlainHttp(
  context: SiteContext,
  inTurn: Limited,
  { lookup, dial }: Outside = { lookup: systemLookup, dial: tryPort },
): Promise<Read<PlainHttp>> {
  const { endpoint, limits, signal, site } = context;
  const portOf = ({ http }: Endpoint) => dial(http, { timeoutMs: limits.portMs, signal });
  const { address, port } = endpoint.http;
  const [state, twin] = await Promise.all([portOf(endpoint), findTwin(site, endpoint, lookup)]);
  if (state === 'cancelled') return unseen('cancelled', {});
  const twinState = !twin?.endpoint || twin.endpoint.http.address === address ? state : await portOf(twin.endpoint);

  const clients = new Map<string, HttpClient>();
  for (const one of [endpoint, ...(twin?.endpoint ? [twin.endpoint] : [])])
    for (const scheme of ['https', 'http'] as const)
      clients.set(originOf(one, scheme), httpClient({ ...context, endpoint: one }, scheme, inTurn));
  const login = new URL(site.loginPath, originOf(endpoint, 'https')).href;
  // The login page is asked as seldom as can be: it has a limit.
  const clientFor = (url: URL): HttpClient | null => (url.href === login ? null : (clients.get(url.origin) ?? null));
  try {
    const [requests, twinSeen] = await Promise.all([
      state === 'open'
        ? Promise.all(plainHttpPaths.map((path) => followRedirects(originOf(endpoint, 'http'), path, clientFor)))
        : [],
      seeTwin(),
    ]);
    if (signal.aborted) return unseen('cancelled', {});
    return seen({ address, port, state, requests, twin: twinSeen });
  } finally {
    for (const client of clients.values()) client.close();
  }

  async function seeTwin(): Promise<Twin> {
    if (!twin) return null;
    const { name, byDns } = twin;
    if (!twin.endpoint || twinState === 'cancelled') return { name, byDns, seen: { state: 'unresolved' } };
    const request =
      twinState === 'open' ? await followRedirects(originOf(twin.endpoint, 'http'), '/', clientFor) : null;
    return { name, byDns, seen: { state: twinState, request } };
  }
}

/** As it stands in links and redirects: plain HTTP on its usual port, wherever it is asked. */
const originOf = ({ hostname, host }: Endpoint, scheme: 'https' | 'http'): string =>
  scheme === 'https' ? `https://${host}` : `http://${hostname.includes(':') ? `[${hostname}]` : hostname}`;
