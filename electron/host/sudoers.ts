/** sudoers(5) rules that allow exactly these commands, as root and without a password, until a day. */

const usualPlaces = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'];

/**
 * One rule a line. `words` are the command and its arguments; a word between `^` and `$` is a regular expression for what is
 * learned during a run (sudo 1.9.10 and later), never a wildcard: sudo's `*` matches blanks too, and so further arguments.
 */
export function sudoersRule(account: string, words: readonly string[], until: Date): string {
  const [tool = '', ...rest] = words;
  const places = tool.startsWith('/') ? [tool] : usualPlaces.map((folder) => `${folder}/${tool}`);
  const suffix = argumentsOf(rest);
  const notAfter = until.toISOString().replace(/[-:T]/g, '').replace(/\..*$/, 'Z');
  const commands = places.map((place) => `${escaped(place)}${suffix}`);
  return `${escapedUser(account)} ALL=(root) NOTAFTER=${notAfter} NOPASSWD: ${commands.join(', ')}`;
}

/**
 * Words of plain characters stand as they are. Everything else goes into a regular expression, where sudoers reads no quoting
 * of its own but that of `#`.
 */
function argumentsOf(words: readonly string[]): string {
  // Without arguments a rule would allow any; "" allows none.
  if (words.length === 0) return ' ""';
  if (words.every((word) => /^[\w./@%+,:= -]+$/.test(word))) return ` ${words.map(escaped).join(' ')}`;
  const body = words.map((word) => (isPattern(word) ? word.slice(1, -1) : literal(word))).join(' ');
  return ` ^${body.replaceAll('#', '\\#')}$`;
}

const isPattern = (word: string): boolean => word.length > 2 && word.startsWith('^') && word.endsWith('$');

/** In a POSIX extended regular expression. */
const literal = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const escaped = (word: string): string => word.replace(/[,:= ]/g, '\\$&');
const escapedUser = (account: string): string => account.replace(/[^\w.-]/g, '\\$&');
