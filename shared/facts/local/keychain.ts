import { z } from 'zod';
import { defineFact } from '../../fact';

/** What this machine's keychain keeps for the target's name and environment: the names, never anything of the values. */
export const keychain = defineFact({
  id: 'local.keychain',
  schema: z.strictObject({
    /** False where this machine has no keychain; then `kept` is empty and says nothing. */
    available: z.boolean(),
    kept: z.array(z.strictObject({ key: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}$/) })),
  }),
});
