import { printable } from '../printable';

/**
 * Text from a server, safe to print: no escape sequence, no direction or zero-width mark reaches the terminal. Line feeds
 * stay, because a fix has several lines; where one line is meant, use `printable`.
 */
export const forTerminal = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line, Number.POSITIVE_INFINITY))
    .join('\n');

/** The same value with every string in it made safe to print. */
export function allForTerminal<T>(value: T): T {
  if (typeof value === 'string') return forTerminal(value) as T;
  if (Array.isArray(value)) return value.map(allForTerminal) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, allForTerminal(inner)])) as T;
}
