import Reviews from '../screens/reviews/reviews';
import type { OuterScreen, Place, ReviewScreen } from '../state/place';
import { type LazyPart, lazy, loaded } from './lazy';

/** Each screen by its name; all but the first are loaded when they are first shown. The navigation lists them in this order. */
export const outer = {
  reviews: loaded(Reviews),
  target: lazy(() => import('../screens/target/target')),
  verify: lazy(() => import('../screens/verify/verify')),
  runbook: lazy(() => import('../screens/runbook/runbook')),
  calendar: lazy(() => import('../screens/calendar/calendar')),
  settings: lazy(() => import('../screens/settings/settings')),
} satisfies Partial<Record<OuterScreen, LazyPart>>;

export const ofReview = {
  overview: lazy(() => import('../screens/overview/overview')),
  walk: lazy(() => import('../screens/walk/walk')),
  secrets: lazy(() => import('../screens/secrets/secrets')),
  poll: lazy(() => import('../screens/poll/poll')),
  record: lazy(() => import('../screens/record/record')),
} satisfies Partial<Record<ReviewScreen, LazyPart>>;

/** What is shown at a place. */
export const screenAt = ({ screen, review }: Place): LazyPart =>
  review === null ? outer[screen as keyof typeof outer] : ofReview[screen as keyof typeof ofReview];
