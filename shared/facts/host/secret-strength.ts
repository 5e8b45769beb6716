/**
 * Is a secret strong enough? Two rules with versions, so that a record says by which one it was judged. Only below or meets
 * leaves here: a length or a number of bits would shorten the search for a live value.
 */

/** What lies behind makes no secret weaker, and a hostile file must not keep us busy. */
const judged = 1024;

/** Guesses needed, as log2, by a password-strength library. */
export type Guesses = (value: string) => number;
export type Strength<R extends string> = { rule: R; verdict: 'below' | 'meets' };

/**
 * At least 256 bits by length and alphabet (64 hex digits; `token_urlsafe(32)` and base64 of 32 bytes pass), and no words,
 * dates, repeats or keyboard walks, whatever the length.
 */
export function secretKeyStrength(value: string, guessesLog2: Guesses): Strength<'secret-key/1'> {
  const text = value.slice(0, judged).replace(/=+$/, '');
  const enough = text.length * bitsPerCharacter(text) >= 256 && !isRepeated(text) && isRandom(text, guessesLog2);
  return { rule: 'secret-key/1', verdict: enough ? 'meets' : 'below' };
}

/** At least 16 characters that are no trivial pattern, or 80 bits by the library. */
export function passwordStrength(value: string, guessesLog2: Guesses): Strength<'password/1'> {
  const text = value.slice(0, judged);
  const guesses = text === '' ? 0 : guessesLog2(text);
  const enough = guesses >= 80 || ([...text].length >= 16 && guesses >= trivialBits && !isRepeated(text));
  return { rule: 'password/1', verdict: enough ? 'meets' : 'below' };
}

/** Below this one machine guesses it in an hour, whatever its length: 16 letters of a keyboard's row have 14 bits. */
const trivialBits = 40;

/** What one character adds when it is drawn at random from the alphabet that the text seems to use. */
function bitsPerCharacter(text: string): number {
  if (/^[0-9a-fA-F]*$/.test(text)) return 4;
  if (/^[A-Za-z0-9+/_-]*$/.test(text)) {
    // Both cases: base64 or base64url. One case: base32, base36 or less.
    return /[a-z]/.test(text) && /[A-Z]/.test(text) ? 6 : /[0-9]/.test(text) ? Math.log2(36) : Math.log2(26);
  }
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/].map((one, i) => (one.test(text) ? [26, 26, 10][i]! : 0));
  return Math.log2(classes.reduce((sum, size) => sum + size, 32));
}

/** One piece over and over: its period is at most half of it. */
function isRepeated(text: string): boolean {
  const second = `${text}${text}`.indexOf(text, 1);
  return second < text.length || new Set(text).size < 6;
}

/**
 * The library counts log2(10) = 3.32 bits for a character without a pattern, and 1.8 to 2.9 for one in a phrase. Random
 * text has a chance match here and there: of 60 values in hex none was below 2.9, of 120 in base64 none below 3.2.
 */
const isRandom = (text: string, guessesLog2: Guesses): boolean => {
  const head = text.slice(0, 40);
  return guessesLog2(head) / head.length >= (/^[0-9a-fA-F]*$/.test(text) ? 2.6 : 3);
};
