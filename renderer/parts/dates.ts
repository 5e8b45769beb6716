/** Dates as the person's own system writes them. */
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const localDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const utcDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

export const dateTime = (iso: string): string => (iso === '' ? '' : instant.format(new Date(iso)));

/** The day of an instant, here. */
export const date = (iso: string): string => localDay.format(new Date(iso));

/** A day of expiry, `2027-01-31`, which counts in UTC. */
export const day = (date: string): string => utcDay.format(new Date(`${date}T00:00:00Z`));

/** A time here, as a field of the kind `datetime-local` holds it: `2027-01-31T09:05`. */
export const localMinute = (time: Date): string =>
  new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** The day of a time here: `2027-01-31`. */
export const localDate = (time: Date): string => localMinute(time).slice(0, 10);
