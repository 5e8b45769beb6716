import { type FactValue, type Read, seen } from '../../../shared/fact';
import type { OddKind, oddRequests } from '../../../shared/facts/site/odd-requests';
import type { SiteTarget } from '../../../shared/target';
import type { Ask, HttpClient, Method } from '../http-client';
import { askAndReduce } from './exchange-seen';

interface OddRequest extends Ask {
  kind: OddKind;
  method: Method;
}

/** Methods that change things go to the path that cannot exist, and nowhere else. */
export const oddRequestsOf = (site: SiteTarget, unknownPath: string): OddRequest[] => [
  { kind: 'delete', method: 'DELETE', path: unknownPath },
  { kind: 'put', method: 'PUT', path: unknownPath, headers: { 'Content-Type': 'text/plain' }, body: 'gonogo' },
  { kind: 'patch', method: 'PATCH', path: unknownPath, headers: { 'Content-Type': 'text/plain' }, body: 'gonogo' },
  { kind: 'traversal', method: 'GET', path: '/..%2f..%2f..%2f..%2fetc%2fpasswd' },
  { kind: 'long-header', method: 'GET', path: '/', headers: { 'X-Gonogo': 'a'.repeat(16 * 1024) } },
  {
    kind: 'bad-json',
    method: 'POST',
    path: site.loginPath,
    headers: { 'Content-Type': 'application/json' },
    body: '{"gonogo":',
  },
  { kind: 'debugger-console', method: 'GET', path: '/console' },
];

/** One after the other, so that what comes back can be put down to what was sent. */
export async function probeOddRequests(
  client: HttpClient,
  site: SiteTarget,
  unknownPath: string,
): Promise<Read<FactValue<typeof oddRequests>>> {
  const { origin } = new URL(site.url);
  const requests: FactValue<typeof oddRequests>['requests'] = [];
  for (const request of oddRequestsOf(site, unknownPath)) {
    const { kind, method, path } = request;
    requests.push({ kind, method, path, seen: await askAndReduce(client, origin, request) });
  }
  const [first] = requests;
  if (first && !first.seen.ok && requests.every((request) => !request.seen.ok)) return first.seen;
  return seen({ requests });
}
