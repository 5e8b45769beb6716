import { type FactValue, type Read, type Reason, seen, unseen } from '../../../shared/fact';
import type { plainHttp } from '../../../shared/facts/site/plain-http';
import type { HttpClient } from '../http-client';
import type { SiteContext } from '../site-context';
import { tryPort } from '../try-port';
import { askAndReduce } from './exchange-seen';

/** A redirect that is right for the start page only is a classic: the deep path has its own rule. */
export const plainHttpPaths = ['/', '/gonogo-check/deep?keep=1'] as const;

export async function probePlainHttp(
  context: SiteContext,
  client: HttpClient,
): Promise<Read<FactValue<typeof plainHttp>>> {
  const { endpoint, limits, signal } = context;
  const { address, port } = endpoint.http;
  const state = await tryPort({ address, port }, { timeoutMs: limits.portMs, signal });
  if (state === 'cancelled') return unseen('cancelled', {});
  if (state !== 'open') return seen({ address, port, state, requests: [] });
  const origin = `http://${endpoint.hostname.includes(':') ? `[${endpoint.hostname}]` : endpoint.hostname}`;
  const requests = await Promise.all(
    plainHttpPaths.map(async (path) => ({ path, seen: await askAndReduce(client, origin, { path }) })),
  );
  const failed = requests
    .map((request) => request.seen)
    .find((read): read is { ok: false; reason: Reason } => !read.ok);
  if (failed?.reason.code === 'cancelled') return unseen('cancelled', {});
  return seen({ address, port, state, requests });
}
