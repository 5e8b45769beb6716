import { z } from 'zod';
import { defineFact } from '../../fact';
import { exchangeSchema } from './http-seen';

/** What requests that no browser sends answer: only asked for explicitly, because firewalls may ban who sends them. */
export const oddKinds = ['delete', 'put', 'patch', 'traversal', 'long-header', 'bad-json', 'debugger-console'] as const;
export type OddKind = (typeof oddKinds)[number];

export const oddRequests = defineFact({
  id: 'site.odd-requests',
  activeOnly: true,
  schema: z.strictObject({
    requests: z.array(
      z.strictObject({ kind: z.enum(oddKinds), method: z.string(), path: z.string(), seen: exchangeSchema }),
    ),
  }),
});
