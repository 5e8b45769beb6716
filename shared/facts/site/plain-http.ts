import { z } from 'zod';
import { defineFact } from '../../fact';
import { exchangeSchema } from './http-seen';

/** What plain HTTP answers, and where its redirects lead, hop by hop, as long as they stay with the site's own names. */
const plainRequestSchema = z.strictObject({
  /** As asked for, with its query. */
  path: z.string(),
  seen: exchangeSchema,
  /** The first redirect keeps path and query, as a link from elsewhere needs it; null when there was none. */
  keepsPath: z.boolean().nullable(),
  /** What followed, without queries. */
  further: z.array(z.strictObject({ url: z.string(), seen: exchangeSchema })),
  /** `answered`: no redirect at the end, or it could not be seen. `left`: leads to another name or port, or a page asked elsewhere. */
  ended: z.enum(['answered', 'left', 'loop', 'too-many']),
});
export type PlainRequest = z.infer<typeof plainRequestSchema>;

const portState = z.enum(['open', 'refused', 'filtered']);

export const plainHttp = defineFact({
  id: 'site.plain-http',
  schema: z.strictObject({
    address: z.string(),
    port: z.number().int(),
    /** Can the port be reached? `filtered`: no answer to the connection attempt. Without `open` there are no requests. */
    state: portState,
    requests: z.array(plainRequestSchema),
    /** The name with `www.`, or without where the site has it; null for an IP address, or where DNS knows no such name. */
    twin: z
      .strictObject({
        name: z.string(),
        /** Asked where DNS says; else at the address that the target gives, where the name may be nobody's. */
        byDns: z.boolean(),
        seen: z.union([
          z.strictObject({ state: portState, request: plainRequestSchema.nullable() }),
          z.strictObject({ state: z.literal('unresolved') }),
        ]),
      })
      .nullable(),
  }),
});
