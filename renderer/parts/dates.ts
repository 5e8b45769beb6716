/** Dates as the person's own system writes them. */
const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const dateTime = (iso: string): string => (iso === '' ? '' : format.format(new Date(iso)));
