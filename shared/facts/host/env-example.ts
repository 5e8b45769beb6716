import { z } from 'zod';
import { defineFact } from '../../fact';

/** The example of the env file: which keys it names, and whether it gives a live secret away. */

export const envExample = defineFact({
  id: 'host.env-example',
  schema: z.discriminatedUnion('exists', [
    z.strictObject({
      exists: z.literal(true),
      path: z.string(),
      /** Names as they may be kept: capital letters, digits and `_`, or demanded by the target. */
      keys: z.array(z.string()),
      /** Secret-like keys that have the live file's value. */
      sameAsLive: z.array(z.string()),
      /** Keys of the live file that the example does not name; their names, where those may be kept. */
      missing: z.array(z.string()),
    }),
    z.strictObject({ exists: z.literal(false), path: z.string() }),
  ]),
});
