import { type FactValue, type Read, seen } from '../../../shared/fact';
import type { Page, pages } from '../../../shared/facts/site/pages';
import type { SiteTarget } from '../../../shared/target';
import type { HttpClient } from '../http-client';
import { askAndReduce } from './exchange-seen';

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

const withoutQuery = (path: string): string => path.replace(/[?#].*$/, '');

export async function probePages(
  client: HttpClient,
  site: SiteTarget,
  unknownPath: string,
): Promise<Read<FactValue<typeof pages>>> {
  const { origin } = new URL(site.url);
  const answers = await Promise.all(
    pageRequests(site, unknownPath).map(async ({ kind, path }) => ({
      kind,
      path,
      seen: await askAndReduce(client, origin, { path }),
    })),
  );
  const [root] = answers;
  // Where not even the start page answers there is one reason to tell, not one for each page.
  if (root && !root.seen.ok && answers.every(({ seen: page }) => !page.ok)) return root.seen;
  return seen({ pages: answers });
}
