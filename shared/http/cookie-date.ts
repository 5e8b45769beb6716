const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** RFC 6265 5.1.1: everything but digits, letters, ":" and the characters above "~" parts tokens. */
const delimiters = /[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/;
// Each token may go on with anything that does not begin with a digit.
const time = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)/;
const dayOfMonth = /^(\d{1,2})(?!\d)/;
const year = /^(\d{2,4})(?!\d)/;

/**
 * `Expires` as browsers read it, by the algorithm of RFC 6265 5.1.1, which is no grammar: tokens in any order, a zone ignored,
 * two digits of a year taken for 1970 to 2069. Milliseconds since 1970, null when there is no date in it.
 */
export function parseCookieDate(text: string): number | null {
  let at: number[] | null = null;
  let day: number | null = null;
  let month: number | null = null;
  let fullYear: number | null = null;
  for (const token of text.split(delimiters)) {
    const numbers: RegExpExecArray | null = at === null ? time.exec(token) : null;
    const dayFound: RegExpExecArray | null = day === null ? dayOfMonth.exec(token) : null;
    const monthFound: number = month === null ? months.indexOf(token.slice(0, 3).toLowerCase()) : -1;
    const yearFound: RegExpExecArray | null = fullYear === null ? year.exec(token) : null;
    if (numbers) at = numbers.slice(1).map(Number);
    else if (dayFound) day = Number(dayFound[1]);
    else if (monthFound >= 0) month = monthFound;
    else if (yearFound) fullYear = Number(yearFound[1]);
  }
  if (at === null || day === null || month === null || fullYear === null) return null;
  if (fullYear >= 70 && fullYear <= 99) fullYear += 1900;
  else if (fullYear <= 69) fullYear += 2000;
  const [hour = 0, minute = 0, second = 0] = at;
  if (day < 1 || day > 31 || fullYear < 1601 || hour > 23 || minute > 59 || second > 59) return null;
  const date = Date.UTC(fullYear, month, day, hour, minute, second);
  // The last step: a day that its month does not have is no date.
  return new Date(date).getUTCDate() === day ? date : null;
}
