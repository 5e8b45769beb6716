import { seen } from '../../shared/fact';
import { isRedirect } from '../../shared/facts/site/http-seen';
import type { PlainRequest } from '../../shared/facts/site/plain-http';
import type { Answer, HttpClient } from './http-client';
import { reduce } from './probes/exchange-seen';

/** Who speaks with the origin of this address; null for one that is not the site's, and for a page that is asked elsewhere. */
export type ClientFor = (url: URL) => HttpClient | null;

/** Browsers give up after 20 (Fetch 4.4); whoever needs more than this has lost his way. */
const maxHops = 5;

/** Asks, and goes where the answer leads, as long as `clientFor` knows the way. @param origin such as `http://shop.example`. */
export async function followRedirects(origin: string, path: string, clientFor: ClientFor): Promise<PlainRequest> {
  const start = new URL(path, origin);
  const visited = new Set([start.href]);
  const first = await ask(start, path, clientFor);
  const request: PlainRequest = { path, seen: first.seen, keepsPath: null, further: [], ended: 'answered' };
  let next = first.next;
  if (next) request.keepsPath = `${next.pathname}${next.search}` === path;
  while (next) {
    if (visited.has(next.href)) return { ...request, ended: 'loop' };
    if (!clientFor(next)) return { ...request, ended: 'left' };
    if (request.further.length === maxHops) return { ...request, ended: 'too-many' };
    visited.add(next.href);
    const hop = await ask(next, `${next.pathname}${next.search}`, clientFor);
    request.further.push({ url: `${next.origin}${next.pathname}`, seen: hop.seen });
    next = hop.next;
  }
  return request;
}

async function ask(
  url: URL,
  path: string,
  clientFor: ClientFor,
): Promise<Pick<PlainRequest, 'seen'> & { next: URL | null }> {
  const read = await clientFor(url)!.ask({ path });
  return read.ok
    ? { seen: seen(reduce(read.value, url.href)), next: whereTo(read.value, url) }
    : { seen: read, next: null };
}

function whereTo({ status, headers }: Answer, from: URL): URL | null {
  const location = isRedirect(status) ? headers.find(([name]) => name.toLowerCase() === 'location')?.[1] : undefined;
  if (location === undefined) return null;
  try {
    const url = new URL(location, from);
    url.hash = '';
    return url;
  } catch {
    return null;
  }
}
