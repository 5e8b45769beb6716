/** Deeper than anything we write; a nesting beyond it is meant to exhaust a recursive reader's stack. */
export const maxDepth = 64;

/**
 * What JSON.parse lets pass silently: a key given twice in one object (RFC 8259 section 4 leaves the meaning open), and
 * nesting without end. Null when there is neither; the grammar itself is left to JSON.parse. One pass, no recursion and no
 * backtracking: the text may be hostile.
 */
export function strictJsonProblem(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let lastString: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') {
      const end = endOfString(text, at);
      lastString = text.slice(at, end);
      at = end - 1;
    } else if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : null);
      if (open.length > maxDepth) return `it is nested deeper than ${maxDepth} levels at character ${at}`;
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === ':' && lastString !== null) {
      const keys = open.at(-1);
      const key = readKey(lastString);
      if (keys?.has(key)) return `the key ${JSON.stringify(key)} stands twice in one object, before character ${at}`;
      keys?.add(key);
      lastString = null;
    }
  }
  return null;
}

/** The index after the closing quote, or the text's end. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/** Two spellings of one key ("a" and "\u0061") are one key. */
function readKey(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal;
  }
}
