/** Dates of expiry, `2027-01-31`: they count to the end of that day, UTC. No clock is read here: the instant is passed in. */

const dayMs = 24 * 60 * 60 * 1000;

/** The first instant (milliseconds since 1970) at which it no longer counts. */
export const endOfDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) + dayMs;

export const isExpired = (date: string | null, at: number): boolean => date !== null && at >= endOfDay(date);

/** Whole days from the day of `at` to that date; negative when it has passed. */
export const daysUntil = (date: string, at: number): number =>
  Math.round((Date.parse(`${date}T00:00:00Z`) - Math.floor(at / dayMs) * dayMs) / dayMs);

/** The date so many days after the day of `at`. */
export const dateAfter = (at: number, days: number): string => new Date(at + days * dayMs).toISOString().slice(0, 10);
