import { z } from 'zod';
import { defineFact } from '../../fact';
import { exchangeSchema } from './http-seen';

/** What plain HTTP answers on the first hop, redirects not followed. */
export const plainHttp = defineFact({
  id: 'site.plain-http',
  schema: z.strictObject({
    address: z.string(),
    port: z.number().int(),
    /** Can the port be reached? `filtered`: no answer to the connection attempt. Without `open` there are no requests. */
    state: z.enum(['open', 'refused', 'filtered']),
    requests: z.array(z.strictObject({ path: z.string(), seen: exchangeSchema })),
  }),
});
