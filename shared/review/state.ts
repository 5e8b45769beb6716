import { z } from 'zod';
import { jsonSchema } from '../json';
import { targetSchema } from '../target';
import { evidenceSchema, releaseSchema } from './events';
import { instantSchema, sha256Schema } from './run';

/** What the fold makes of a review's events. It stands in the record as `review`, so it has a schema. */

const said = {
  /** The event that said it. */
  seq: z.number().int().nonnegative(),
  at: instantSchema,
  by: z.string(),
  enteredBy: sha256Schema.nullable(),
};
const withdrawal = z.strictObject({ ...said, reason: z.string() }).nullable();

export const attestationSchema = z.strictObject({
  ...said,
  control: z.string(),
  host: z.string().nullable(),
  statement: z.string(),
  evidence: z.array(evidenceSchema),
  expires: z.iso.date().nullable(),
  /** It says why the control may be left out, not that it is met. */
  outOfScope: z.boolean(),
  withdrawn: withdrawal,
});
export type Attestation = z.infer<typeof attestationSchema>;

export const waiverSchema = z.strictObject({
  ...said,
  control: z.string(),
  host: z.string().nullable(),
  code: z.string(),
  params: z.record(z.string(), jsonSchema),
  severity: z.enum(['blocker', 'major', 'minor']),
  reason: z.string(),
  expires: z.iso.date(),
  approved: z.strictObject(said).nullable(),
  withdrawn: withdrawal,
});
export type Waiver = z.infer<typeof waiverSchema>;

export const voteSchema = z.strictObject({
  ...said,
  role: z.string(),
  vote: z.enum(['go', 'no-go']),
  reason: z.string().nullable(),
  signer: sha256Schema.nullable(),
  /** The event after which it no longer stood: a new vote of the role, or a change of what was voted on. */
  voidedBy: z.number().int().nonnegative().nullable(),
});
export type Vote = z.infer<typeof voteSchema>;

export const reviewStateSchema = z.strictObject({
  review: z.string(),
  target: targetSchema,
  targetSha256: sha256Schema,
  opened: z.strictObject(said),
  last: z.strictObject({ seq: z.number().int().nonnegative(), at: instantSchema }),
  release: releaseSchema.nullable(),
  /** Hashes of the runs, oldest first. The last one is what is decided on. */
  runs: z.array(sha256Schema),
  attestations: z.array(attestationSchema),
  waivers: z.array(waiverSchema),
  comments: z.array(
    z.strictObject({ ...said, control: z.string().nullable(), host: z.string().nullable(), text: z.string() }),
  ),
  /** Every vote ever given: a no-go is never dropped. */
  votes: z.array(voteSchema),
  frozen: z.strictObject(said).nullable(),
});
export type ReviewState = z.infer<typeof reviewStateSchema>;

/** The votes that stand now, in the order of the target's roles. */
export const standingVotes = (state: ReviewState): Vote[] =>
  state.target.review.roles.flatMap((role) =>
    state.votes.filter((vote) => vote.role === role && vote.voidedBy === null),
  );

/** The poll's outcome; undefined until every role has voted. */
export function everyRoleSaidGo(state: ReviewState): boolean | undefined {
  const votes = standingVotes(state);
  return votes.length === state.target.review.roles.length ? votes.every(({ vote }) => vote === 'go') : undefined;
}
