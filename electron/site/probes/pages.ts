import { type FactValue, type Read, seen } from '../../../shared/fact';
import type { Page, pages } from '../../../shared/facts/site/pages';
import { staticAsset } from '../../../shared/http/page-links';
import type { SiteTarget } from '../../../shared/target';
import type { HttpClient } from '../http-client';
import { reduce, textOf } from './exchange-seen';

/** A quote, a bracket, a negative page, bytes that are no UTF-8: what careless code trips over, and nothing that harms. */
const badQuery = '?id=%27%22%5B&page=-1&q=%FF%FE';

/** What is asked, also for `plan`. @param unknownPath a path that cannot exist. */
export function pageRequests(site: SiteTarget, unknownPath: string): { kind: Page['kind']; path: string }[] {
  return [
    { kind: 'root', path: '/' },
    { kind: 'login', path: site.loginPath },
    { kind: 'unknown', path: unknownPath },
    ...site.corsPaths.map((path) => ({ kind: 'cors-path' as const, path })),
    { kind: 'root-query', path: `/${badQuery}` },
    { kind: 'login-query', path: withoutQuery(site.loginPath) + badQuery },
    ...site.corsPaths.map((path) => ({ kind: 'cors-path-query' as const, path: withoutQuery(path) + badQuery })),
  ];
}

/** Where no page names an asset: what browsers ask every site for. */
export const usualAsset = '/favicon.ico';

const withoutQuery = (path: string): string => path.replace(/[?#].*$/, '');

export async function probePages(
  client: HttpClient,
  site: SiteTarget,
  unknownPath: string,
): Promise<Read<FactValue<typeof pages>>> {
  const { origin } = new URL(site.url);
  const ask = async ({ kind, path }: Pick<Page, 'kind' | 'path'>): Promise<{ page: Page; asset: string | null }> => {
    const answer = await client.ask({ path });
    if (!answer.ok) return { page: { kind, path, seen: answer }, asset: null };
    const url = `${origin}${path}`;
    const named = kind === 'root' || kind === 'login' ? staticAsset(textOf(answer.value.body), url) : null;
    return { page: { kind, path, seen: seen(reduce(answer.value, url)) }, asset: named };
  };
  const answers = await Promise.all(pageRequests(site, unknownPath).map(ask));
  const all = answers.map(({ page }) => page);
  const [root] = all;
  // Where not even the start page answers there is one reason to tell, not one for each page.
  if (root && !root.seen.ok && all.every(({ seen: page }) => !page.ok)) return root.seen;
  const path = answers.find(({ asset }) => asset !== null)?.asset ?? usualAsset;
  const { page: asset } = await ask({ kind: 'asset', path });
  return seen({ pages: [...all, asset] });
}
