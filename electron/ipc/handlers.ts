import { type Lazy, lazy } from '../lazy';
import type { Desk } from './desk';
import type { LazyHandlers } from './router';

/** One file per area, loaded with the first call to it; together they answer the whole contract. */
export function handlers(desk: Lazy<Desk>): LazyHandlers {
  const app = lazy(async () => (await import('./app')).appHandlers(await desk()));
  const review = lazy(async () => (await import('./review')).reviewHandlers(await desk()));
  return {
    app,
    settings: app,
    target: lazy(async () => (await import('./target')).targetHandlers(await desk())),
    reviews: lazy(async () => (await import('./reviews')).reviewsHandlers(await desk())),
    review,
    prompt: review,
    practice: review,
    secrets: lazy(async () => (await import('./secrets')).secretsHandlers(await desk())),
    identity: lazy(async () => (await import('./identity')).identityHandlers(await desk())),
    record: lazy(async () => (await import('./record')).recordHandlers(await desk())),
    incidents: lazy(async () => (await import('./incidents')).incidentHandlers(await desk())),
    calendars: lazy(async () => (await import('./calendars')).calendarHandlers(await desk())),
  };
}
