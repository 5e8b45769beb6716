import { Way } from '../../parts/way';
import { words } from '../../words';
import { useReviews } from './use-reviews';

/** The way to the review that decided on this launch. */
export function LaunchReview({ review }: { review: string }) {
  const reviews = useReviews();
  if (!reviews) return null;
  const found = reviews.find(({ id }) => id === review);
  if (!found) return <>{words.calendar.reviewGone}</>;
  return <Way to={{ screen: 'overview', review }}>{words.calendar.review(found.target)}</Way>;
}
