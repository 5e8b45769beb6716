import { z } from 'zod';

/** A new review that is being written, as its screen holds it: any part may be missing or wrong. */
export const draftSchema = z.strictObject({
  file: z.record(z.string(), z.json()),
  /** What stands in the YAML tab, when it was written there; null: as the form has it. */
  text: z
    .string()
    .max(1024 * 1024)
    .nullable(),
  /** Pasted or opened, so that nobody here has read it field by field. Typing does not undo that. */
  elsewhere: z.boolean(),
  /** Keys of what was ticked of whom it would reach. */
  ticked: z.array(z.string().max(100_000)).max(1000),
});
/** Its file: there is none, or there is one. */
export const draftFileSchema = z.strictObject({ draft: draftSchema.nullable().default(null) });
export type KeptDraft = z.infer<typeof draftSchema>;
