import { appHandlers } from './app';
import { calendarHandlers } from './calendars';
import type { Desk } from './desk';
import { identityHandlers } from './identity';
import { incidentHandlers } from './incidents';
import { recordHandlers } from './record';
import { reviewHandlers } from './review';
import { reviewsHandlers } from './reviews';
import type { Handlers } from './router';
import { secretsHandlers } from './secrets';
import { targetHandlers } from './target';

/** One file per area; together they answer the whole contract. */
export const handlers = (desk: Desk): Handlers => ({
  ...appHandlers(desk),
  ...targetHandlers(desk),
  ...reviewsHandlers(desk),
  ...reviewHandlers(desk),
  ...secretsHandlers(desk),
  ...identityHandlers(desk),
  ...recordHandlers(desk),
  ...incidentHandlers(desk),
  ...calendarHandlers(desk),
});
