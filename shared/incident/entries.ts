import { z } from 'zod';
import { entryEnvelope, logIdSchema } from '../chained-log';
import { line, prose } from '../review/events';
import { instantSchema } from '../review/run';

/** What is written down during an incident: an append-only log, so that it can be told afterwards who knew and did what, when. */

const step = z.number().int().positive().max(50);

const incidentData = {
  /** The titles of the runbook's steps go in, so that the log can be read when the runbook is another. */
  opened: z.strictObject({
    incident: logIdSchema,
    name: line,
    awareAt: instantSchema,
    steps: z.array(line).min(1).max(50),
  }),
  assigned: z.strictObject({ step, owner: line.nullable(), contact: line.nullable() }),
  checked: z.strictObject({ step, note: prose.nullable() }),
  unchecked: z.strictObject({ step, reason: prose }),
  noted: z.strictObject({ text: prose }),
  /** To whom it went, or why none is owed (GDPR Art. 33(1): unless a risk to people is unlikely). */
  'notice-settled': z.strictObject({ outcome: z.enum(['given', 'not-owed']), words: prose }),
  'notice-reopened': z.strictObject({ reason: prose }),
  ended: z.strictObject({ summary: prose }),
  reopened: z.strictObject({ reason: prose }),
} as const;

type IncidentType = keyof typeof incidentData;
const entryOf = <T extends IncidentType>(type: T) =>
  z.strictObject({ ...entryEnvelope, type: z.literal(type), data: incidentData[type] });

export const incidentEntrySchema = z.discriminatedUnion('type', [
  entryOf('opened'),
  entryOf('assigned'),
  entryOf('checked'),
  entryOf('unchecked'),
  entryOf('noted'),
  entryOf('notice-settled'),
  entryOf('notice-reopened'),
  entryOf('ended'),
  entryOf('reopened'),
]);
export type IncidentEntry = z.infer<typeof incidentEntrySchema>;

const saying = <T extends Exclude<IncidentType, 'opened'>>(type: T) =>
  z.strictObject({ type: z.literal(type), data: incidentData[type] });
/** What a person may say in an incident that was opened. */
export const incidentSayingSchema = z.discriminatedUnion('type', [
  saying('assigned'),
  saying('checked'),
  saying('unchecked'),
  saying('noted'),
  saying('notice-settled'),
  saying('notice-reopened'),
  saying('ended'),
  saying('reopened'),
]);
export type IncidentSaying = z.infer<typeof incidentSayingSchema>;
