/** glob(7) without braces: `*` and `?` do not match a slash. In time (pattern × text), whatever the pattern. */
export function globMatches(pattern: string, text: string): boolean {
  const parts = pattern.match(/\[!?\]?[^\]]*\]|\\[\s\S]|[\s\S]/g) ?? [];
  /** Positions in the pattern that are reached so far. */
  let reached = closure(parts, new Set([0]));
  for (const c of text) {
    const next = new Set<number>();
    for (const at of reached) {
      const part = parts[at];
      if (part === undefined) continue;
      if (part === '*') {
        if (c !== '/') next.add(at);
      } else if (partMatches(part, c)) next.add(at + 1);
    }
    reached = closure(parts, next);
  }
  return reached.has(parts.length);
}

function closure(parts: readonly string[], reached: Set<number>): Set<number> {
  for (const at of reached) if (parts[at] === '*') reached.add(at + 1);
  return reached;
}

function partMatches(part: string, c: string): boolean {
  if (part === '?') return c !== '/';
  if (part.length > 1 && part.startsWith('\\')) return part[1] === c;
  if (part.length < 3 || !part.startsWith('[')) return part === c;
  const negated = part[1] === '!';
  const members = part.slice(negated ? 2 : 1, -1);
  const isIn = [...members.matchAll(/([\s\S])-([\s\S])|([\s\S])/g)].some(([, from, to, one]) =>
    one !== undefined ? one === c : from! <= c && c <= to!,
  );
  return c !== '/' && isIn !== negated;
}
