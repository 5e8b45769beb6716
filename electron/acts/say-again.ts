import { type CarryOver, carryOver, type ReviewSoFar } from '../../shared/review/carry-over';
import type { OpenReview } from '../store/open-review';
import { UserError } from '../user-error';
import type { ReviewDesk } from './review-desk';

/** What was attested in the review of the launch before, and could be said again in this one. */
export async function earlierStatements(reviews: ReviewDesk, id: string): Promise<CarryOver> {
  const { follows } = await reviews.labels(id);
  if (follows === null) return { offered: [], otherChecklist: 0 };
  const now = soFar(await reviews.open(id));
  return carryOver(soFar(await reviews.glance(follows)), now, Date.now());
}

/** Says these of them again, in the name of a person; their evidence is kept in this review too. */
export async function sayAgain(
  reviews: ReviewDesk,
  { review: id, statedBy, attestations }: { review: string; statedBy: string; attestations: readonly number[] },
): Promise<void> {
  const { offered } = await earlierStatements(reviews, id);
  const chosen = attestations.map(
    (seq) =>
      offered.find(({ attestation }) => attestation === seq) ??
      refuse(`statement ${seq} of the earlier review cannot be made again (any more): look at what is offered now`),
  );
  const { follows } = await reviews.labels(id);
  const review = await reviews.open(id);
  // All of it before the first is said: none must stand here without its evidence.
  const earlier = await reviews.glance(follows!);
  for (const { name, sha256 } of chosen.flatMap(({ evidence }) => evidence)) {
    await review.addEvidence(name, await earlier.readEvidence(sha256));
  }
  for (const { control, host, statement, evidence, expires } of chosen) {
    await reviews.say(id, statedBy, { type: 'attested', data: { control, host, statement, evidence, expires } });
  }
}

const soFar = ({ id, state, events, runs, readOnly }: OpenReview): ReviewSoFar =>
  state ? { state, events, runs } : refuse(`the review ${id} cannot be read: ${readOnly ?? 'its log is empty'}`);

const refuse = (why: string): never => {
  throw new UserError(why);
};
