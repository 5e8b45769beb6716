import { z } from 'zod';
import { defineFact } from '../../fact';

/** A burst of sign-in attempts without a user name, one after the other, ended by the first refusal. */
export const rateLimitBurst = defineFact({
  id: 'site.rate-limit',
  activeOnly: true,
  schema: z.strictObject({
    path: z.string(),
    /** POSTs that were answered. */
    sent: z.number().int().nonnegative(),
    most: z.number().int().positive(),
    /** `limited`: 429 or 503. `all-answered`: none of them refused. `broken`: the connection failed on the way. */
    ended: z.enum(['limited', 'all-answered', 'broken']),
    /** Of the last answer; null when there was none. */
    lastStatus: z.number().int().nullable(),
  }),
});
