/**
 * Text from elsewhere (a server, a file) as one line that no terminal interprets: control characters, line ends and
 * direction and zero-width marks become visible escapes (Unicode TR36 2.5, CVE-2021-42574), and it is cut at `max` characters.
 */
export function printable(text: string, max = 300): string {
  const shown = text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/gu,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
  return shown.length > max ? `${shown.slice(0, max)}…` : shown;
}
