import { z } from 'zod';
import { entryEnvelope, logIdSchema } from '../chained-log';
import { line, prose } from '../review/events';

/** What is written down of the audits after a launch: who owns which, and each time that one was done. Append-only. */

const task = z.string().max(100);

const auditData = {
  /** `launchedOn`: the day from which due dates are counted. `review`: the signed review of that launch, where there is one. */
  opened: z.strictObject({
    calendar: logIdSchema,
    name: line,
    launchedOn: z.iso.date(),
    review: logIdSchema.nullable(),
  }),
  owned: z.strictObject({ task, owner: line.nullable() }),
  done: z.strictObject({ task, on: z.iso.date(), note: prose.nullable() }),
  'done-withdrawn': z.strictObject({ done: z.number().int().nonnegative(), reason: prose }),
  ended: z.strictObject({ reason: prose }),
} as const;

type AuditType = keyof typeof auditData;
const entryOf = <T extends AuditType>(type: T) =>
  z.strictObject({ ...entryEnvelope, type: z.literal(type), data: auditData[type] });

export const auditEntrySchema = z.discriminatedUnion('type', [
  entryOf('opened'),
  entryOf('owned'),
  entryOf('done'),
  entryOf('done-withdrawn'),
  entryOf('ended'),
]);
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const saying = <T extends Exclude<AuditType, 'opened'>>(type: T) =>
  z.strictObject({ type: z.literal(type), data: auditData[type] });
/** What a person may say of a calendar that was opened. */
export const auditSayingSchema = z.discriminatedUnion('type', [
  saying('owned'),
  saying('done'),
  saying('done-withdrawn'),
  saying('ended'),
]);
export type AuditSaying = z.infer<typeof auditSayingSchema>;
