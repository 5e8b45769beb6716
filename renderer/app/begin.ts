import { accepted } from '../bridge';
import { attempt } from '../state/notices';
import { readPlace, usePlace } from '../state/place';
import { useReviewList } from '../state/review-list';
import { useSettings } from '../state/settings';

/**
 * Where the person was, and what is shown there. Main is asked when this file is evaluated, before the rest of the page is: it
 * answers meanwhile. What it refuses stands among the notices.
 */
export const begun = attempt(begin);

async function begin(): Promise<void> {
  const { place } = await useSettings.getState().load();
  const last = readPlace(place);
  if (last && (last.review === null || (await isKnown(last.review)))) usePlace.setState({ place: last });
  const now = usePlace.getState().place;
  if (now.screen === 'reviews') await useReviewList.getState().load();
  // Not above, where all that the screens are made of would be evaluated before main is asked.
  const { screenAt } = await import('./screens');
  await screenAt(now).load();
}

/** Asked only for a review's place: listing reads every review. */
const isKnown = async (review: string): Promise<boolean> =>
  (await accepted(window.gonogo.reviews.list())).some(({ id }) => id === review);
