/** Dates as the person's own system writes them. */
const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

export const dateTime = (iso: string): string => (iso === '' ? '' : format.format(new Date(iso)));
export const date = (iso: string): string => dayFormat.format(new Date(iso));
