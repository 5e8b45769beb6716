import { z } from 'zod';
import { releaseSchema, reviewEventSchema } from '../review/events';
import { checklistSchema, instantSchema, type Run, runSchema, sha256Schema } from '../review/run';
import { reviewStateSchema } from '../review/state';
import { targetSchema } from '../target';
import { listedFile } from './file-names';

/** `record.json`: the frozen outcome of a review. What can be derived from `events` and `runs` is, and `verify` derives it again. */

export const recordSchemaId = 'gonogo/record@1';

const findingRef = z.strictObject({
  control: z.string(),
  host: z.string().nullable(),
  status: z.enum(['pass', 'fail', 'error', 'manual', 'not-applicable']),
  code: z.string(),
});
export type FindingRef = z.infer<typeof findingRef>;

export const decisionSchema = z.strictObject({
  decision: z.enum(['go', 'no-go']),
  /** For readers: `GO for …`. With an overridden address or CA it names them. */
  sentence: z.string(),
  /** When the review was frozen; what had expired by then did not count. */
  at: instantSchema,
  holding: z.array(findingRef),
  /** Findings of every severity that wait for a person. */
  open: z.number().int().nonnegative(),
  noGoRoles: z.array(z.string()),
});
export type RecordDecision = z.infer<typeof decisionSchema>;

/** A part that the target left out, which controls that concerns, and who says why it may be left out. */
export const scopeSchema = z.strictObject({
  what: z.string(),
  controls: z.array(z.string()),
  statements: z.array(z.strictObject({ by: z.string(), statement: z.string() })),
});
export type OutOfScope = z.infer<typeof scopeSchema>;

export const itemSchema = z.strictObject({
  number: z.number().int(),
  title: z.string(),
  state: z.enum(['met', 'not-met', 'not-assessed']),
  applicable: z.number().int().nonnegative(),
  met: z.number().int().nonnegative(),
  /** Of the applicable ones: still wait for a person. */
  open: z.number().int().nonnegative(),
  holding: z.array(findingRef),
  remarks: z.array(findingRef),
});

export const signerSchema = z.strictObject({
  name: z.string(),
  role: z.string().nullable(),
  /** SHA-256 of the certificate (DER), as `openssl x509 -fingerprint -sha256` prints without colons, in lower case. */
  sha256: sha256Schema,
});
export type RecordSigner = z.infer<typeof signerSchema>;

export const fileSchema = z.strictObject({
  path: z.string().regex(listedFile),
  bytes: z.number().int().nonnegative(),
  sha256: sha256Schema,
});

export const recordSchema = z.strictObject({
  schema: z.literal(recordSchemaId),
  checklist: checklistSchema,
  target: targetSchema,
  /** SHA-256 of the canonical form of `target`. */
  targetSha256: sha256Schema,
  release: releaseSchema,
  runs: z.array(runSchema).min(1),
  events: z.array(reviewEventSchema).min(1),
  head: z.strictObject({ seq: z.number().int().nonnegative(), hash: sha256Schema }),
  review: reviewStateSchema,
  decision: decisionSchema,
  scope: z.array(scopeSchema),
  items: z.array(itemSchema),
  signers: z.array(signerSchema).min(1),
  /** Every other file of the folder that exists before signing. */
  files: z
    .array(fileSchema)
    .refine((files) => new Set(files.map(({ path }) => path)).size === files.length, 'a file named twice')
    .refine((files) => ['report.html', 'VERIFY.md'].every((path) => files.some((file) => file.path === path)), {
      error: 'report.html and VERIFY.md belong to every record',
    }),
});
export type ReviewRecord = Omit<z.infer<typeof recordSchema>, 'runs'> & { runs: Run[] };

/** What the report and VERIFY.md are made from: they exist before `files` can name them. */
export type UnlistedRecord = Omit<ReviewRecord, 'files'>;
