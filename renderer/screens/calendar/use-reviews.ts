import { useEffect, useState } from 'react';
import type { ReviewSummary } from '../../../shared/ipc';
import { accepted } from '../../bridge';
import { attempt } from '../../state/notices';

/** The reviews of this machine, of which one may belong to the launch; null until main answered. */
export function useReviews(): ReviewSummary[] | null {
  const [reviews, setReviews] = useState<ReviewSummary[] | null>(null);
  useEffect(() => void attempt(async () => setReviews(await accepted(window.gonogo.reviews.list()))), []);
  return reviews;
}
