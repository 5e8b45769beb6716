/** Dates as the person's own system writes them. */
const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const dateTime = (iso: string): string => (iso === '' ? '' : format.format(new Date(iso)));

const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** A day of expiry, `2027-01-31`, which counts in UTC. */
export const day = (date: string): string => dayFormat.format(new Date(`${date}T00:00:00Z`));
