/**
 * nginx's regular expressions (PCRE) by JavaScript's engine. They come from the host, so one that could backtrack for long
 * is not run at all: `unclear` is an answer, a hang is not.
 */
export type Matched = 'yes' | 'no' | 'unclear';

/** `text`: a path or host name from the target. `anyCase`: `~*`. */
export function matchPattern(pattern: string, text: string, { anyCase }: { anyCase: boolean }): Matched {
  const inline = /^\(\?i\)/.test(pattern);
  const source = pattern.replace(/^\(\?i\)/, '').replaceAll('(?P<', '(?<');
  if (!isCheap(source, text.length)) return 'unclear';
  try {
    return new RegExp(source, anyCase || inline ? 'i' : '').test(text) ? 'yes' : 'no';
  } catch {
    return 'unclear';
  }
}

const longestPattern = 500;
const mostSteps = 1e6;

/**
 * Backtracking costs about (length + 1) ^ quantifiers as long as no quantified group holds a quantifier itself. What PCRE
 * has and JavaScript reads otherwise (possessive quantifiers, `\A`, `\z`, POSIX classes, `(?…` beyond groups and
 * lookaround) is unclear too.
 */
function isCheap(source: string, length: number): boolean {
  if (source.length > longestPattern || /\\[AzZGQEKRXhHNpPgk0-9]|\[\[:|\(\?(?![:=!<])|[*+?}]\+/.test(source))
    return false;
  const withoutClasses = source.replace(/\\[\s\S]/g, 'x').replace(/\[\^?\]?[^\]]*\]/g, 'x');
  const quantifier = /[*+]|\{\d*,?\d*\}|(?<!\()\?/g;
  const groups: boolean[] = [];
  for (let at = 0; at < withoutClasses.length; at++) {
    const c = withoutClasses[at]!;
    if (c === '(') groups.push(false);
    else if (c === ')') {
      const holdsOne = groups.pop() ?? false;
      if (holdsOne && /^[*+?{]/.test(withoutClasses.slice(at + 1))) return false;
      if (holdsOne && groups.length > 0) groups[groups.length - 1] = true;
    } else if ('*+{?'.includes(c) && withoutClasses[at - 1] !== '(' && groups.length > 0)
      groups[groups.length - 1] = true;
  }
  const count = withoutClasses.match(quantifier)?.length ?? 0;
  return (length + 1) ** count <= mostSteps;
}
