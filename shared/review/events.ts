import { z } from 'zod';
import { canonicalText, hashOf } from '../record/canonical';
import { targetSchema } from '../target';
import { ulidPattern } from '../ulid-pattern';
import { instantSchema, sha256Schema } from './run';

/**
 * A review is an append-only log of these events, each chained to the one before by its hash. The chain shows an edit by
 * others than the account's owner; against the owner it holds from the first signature that left the machine.
 */

// What people type: any script, one or many lines, but nothing that a terminal or a page would interpret.
export const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+$/u, 'one line without control characters');
export const prose = z
  .string()
  .trim()
  .min(1)
  .max(10_000)
  .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]+$/u, 'no control characters');

const controlId = z.string().max(100);
const hostName = z.string().max(255).nullable();
const expiryDate = z.iso.date();
const earlier = z.number().int().nonnegative();

/** What is launched: which change, exactly. */
export const releaseSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('commit'),
    commit: z.string().regex(/^[0-9a-f]{7,64}$/, 'a commit hash'),
    clean: z.boolean(),
    ticket: line.nullable(),
  }),
  z.strictObject({
    kind: z.literal('image'),
    digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'an image digest'),
    ticket: line.nullable(),
  }),
  /** SHA-256 over the list of the deployed files, as the person states it. */
  z.strictObject({ kind: z.literal('files'), sha256: sha256Schema, ticket: line.nullable() }),
]);
export type Release = z.infer<typeof releaseSchema>;

export const evidenceSchema = z.strictObject({
  name: line,
  sha256: sha256Schema,
  bytes: z.number().int().nonnegative(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** The data of each type of event. */
export const eventData = {
  opened: z.strictObject({ review: z.string().regex(ulidPattern, 'a ULID'), target: targetSchema }),
  'release-stated': z.strictObject({ release: releaseSchema }),
  /** The run is kept beside the log under its hash, so that the log stays small. */
  'run-recorded': z.strictObject({ run: sha256Schema }),
  /** Without a host it covers every host. `expires` counts to the end of that day, UTC. */
  attested: z.strictObject({
    control: controlId,
    host: hostName,
    statement: prose,
    evidence: z.array(evidenceSchema).max(50),
    expires: expiryDate.nullable(),
  }),
  'attestation-withdrawn': z.strictObject({ attestation: earlier, reason: prose }),
  /** Bound to the outcome that was seen: another outcome is another risk. */
  'waiver-requested': z.strictObject({ control: controlId, host: hostName, reason: prose, expires: expiryDate }),
  'waiver-approved': z.strictObject({ waiver: earlier }),
  'waiver-withdrawn': z.strictObject({ waiver: earlier, reason: prose }),
  commented: z.strictObject({ control: controlId.nullable(), host: hostName, text: prose }),
  /** `signer` is the SHA-256 of the certificate with which the voter will sign the record. */
  voted: z.strictObject({
    role: line,
    vote: z.enum(['go', 'no-go']),
    reason: prose.nullable(),
    signer: sha256Schema.nullable(),
  }),
  frozen: z.strictObject({}),
  unfrozen: z.strictObject({ reason: prose }),
} as const;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>;

const envelope = {
  v: z.literal(1),
  seq: z.number().int().nonnegative(),
  at: instantSchema,
  /** The SHA-256 of the certificate of whoever typed it; null where no key was at hand. */
  enteredBy: sha256Schema.nullable(),
  /** Whose statement it is. */
  statedBy: line,
  /** Hash of the event before; null for the first. */
  prev: sha256Schema.nullable(),
  hash: sha256Schema,
};
const eventOf = <T extends EventType>(type: T) =>
  z.strictObject({ ...envelope, type: z.literal(type), data: eventData[type] });

export const reviewEventSchema = z.discriminatedUnion('type', [
  eventOf('opened'),
  eventOf('release-stated'),
  eventOf('run-recorded'),
  eventOf('attested'),
  eventOf('attestation-withdrawn'),
  eventOf('waiver-requested'),
  eventOf('waiver-approved'),
  eventOf('waiver-withdrawn'),
  eventOf('commented'),
  eventOf('voted'),
  eventOf('frozen'),
  eventOf('unfrozen'),
]);
export type ReviewEvent = z.infer<typeof reviewEventSchema>;

/** An event before it has a place in a log. */
export type EventDraft = {
  [T in EventType]: {
    type: T;
    data: z.input<(typeof eventData)[T]>;
    at: string;
    enteredBy: string | null;
    statedBy: string;
  };
}[EventType];

/** The event after `last` (null: the first). Throws a ZodError when the draft does not meet its schema. */
export function appendEvent(last: Pick<ReviewEvent, 'seq' | 'hash'> | null, draft: EventDraft): ReviewEvent {
  const body = { v: 1, seq: last ? last.seq + 1 : 0, prev: last?.hash ?? null, ...draft };
  const { hash: _, ...parsed } = reviewEventSchema.parse({ ...body, hash: '0'.repeat(64) });
  return { ...parsed, hash: hashOf(parsed) } as ReviewEvent;
}

/** The line of an event in a log, without its line end. */
export const eventLine = (event: Pick<ReviewEvent, 'hash'>): string => canonicalText(event);

/** Where a chain of events breaks, in words; null when it is whole. */
export function chainProblem(
  events: readonly Pick<ReviewEvent, 'seq' | 'prev' | 'hash'>[],
): { seq: number; problem: string } | null {
  for (const [index, event] of events.entries()) {
    const { hash, ...body } = event;
    const before = events[index - 1];
    const problem =
      event.seq !== index
        ? `event ${index} carries the number ${event.seq}`
        : event.prev !== (before?.hash ?? null)
          ? `event ${index} does not follow the event before it`
          : hash !== hashOf(body)
            ? `event ${index} was changed: its hash is another`
            : null;
    if (problem) return { seq: index, problem };
  }
  return null;
}
