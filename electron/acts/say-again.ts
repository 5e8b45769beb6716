import { type CarryOver, carryOver, type ReviewSoFar } from '../../shared/review/carry-over';
import type { OpenReview } from '../store/open-review';
import { UserError } from '../user-error';
import type { ReviewDesk } from './review-desk';

/** What was attested in the review of the launch before, and could be said again in this one. */
export async function earlierStatements(reviews: ReviewDesk, id: string): Promise<CarryOver> {
  return offer(await reviews.open(id), await earlierOf(reviews, id));
}

/** Says these of them again, in the name of a person; their evidence is kept in this review too. */
export async function sayAgain(
  reviews: ReviewDesk,
  { review: id, statedBy, attestations }: { review: string; statedBy: string; attestations: readonly number[] },
): Promise<void> {
  const review = await reviews.open(id);
  const earlier = await earlierOf(reviews, id);
  const { offered } = offer(review, earlier);
  const chosen = attestations.map(
    (seq) =>
      offered.find(({ attestation }) => attestation === seq) ??
      refuse(`statement ${seq} of the earlier review cannot be made again (any more): look at what is offered now`),
  );
  // All of it before the first is said: none must stand here without its evidence.
  for (const { name, sha256 } of chosen.flatMap(({ evidence }) => evidence)) {
    await review.addEvidence(name, await earlier!.readEvidence(sha256));
  }
  for (const { control, host, statement, evidence, expires } of chosen) {
    await reviews.say(id, statedBy, { type: 'attested', data: { control, host, statement, evidence, expires } });
  }
}

/** The review of the launch before; null when this one follows none. */
async function earlierOf(reviews: ReviewDesk, id: string): Promise<OpenReview | null> {
  const { follows } = await reviews.labels(id);
  return follows === null ? null : reviews.glance(follows);
}

const offer = (review: OpenReview, earlier: OpenReview | null): CarryOver =>
  earlier ? carryOver(soFar(earlier), soFar(review), Date.now()) : { offered: [], otherChecklist: 0 };

const soFar = ({ id, state, events, runs, readOnly }: OpenReview): ReviewSoFar =>
  state ? { state, events, runs } : refuse(`the review ${id} cannot be read: ${readOnly ?? 'its log is empty'}`);

const refuse = (why: string): never => {
  throw new UserError(why);
};
