import { z } from 'zod';
import { ulidPattern } from './ulid-pattern';

/** What the window keeps of a person, on this machine. */

const fields = {
  /** Who sits at this machine; empty until they said so. */
  name: z.string().trim().max(64),
  email: z.string().trim().max(200),
  theme: z.enum(['system', 'light', 'dark']),
  /** Where the window was last, so that it opens there again. `at`: what it looked at on that screen. */
  place: z
    .strictObject({
      screen: z.string().max(40),
      review: z.string().regex(ulidPattern, 'a review').nullable(),
      at: z.string().max(400).optional(),
    })
    .nullable(),
};
export const settingsSchema = z.strictObject({
  name: fields.name.default(''),
  email: fields.email.default(''),
  theme: fields.theme.default('system'),
  place: fields.place.default(null),
});
/** Without the defaults: they would put back whatever a change does not name. */
export const settingsChangesSchema = z.strictObject(fields).partial();
export type Settings = z.infer<typeof settingsSchema>;
