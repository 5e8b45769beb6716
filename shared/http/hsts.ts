/** Strict-Transport-Security by the grammar of RFC 6797 6.1. */
export interface Hsts {
  /** Seconds. */
  maxAge: number;
  includeSubDomains: boolean;
  preload: boolean;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const directive = new RegExp(`^(${token})(?:[ \\t]*=[ \\t]*(${token}|"(?:[^"\\\\]|\\\\.)*"))?$`);

/** Null when it is not valid: junk, a directive twice, no max-age, or one that is not digits. A browser then ignores it. */
export function parseHsts(value: string): Hsts | null {
  const found = new Map<string, string | null>();
  for (const part of splitOutsideQuotes(value)) {
    if (part === '') continue; // RFC 6797 6.1: directives are optional, so ";;" is allowed
    const match = directive.exec(part);
    if (!match) return null;
    const name = match[1]!.toLowerCase();
    if (found.has(name)) return null;
    found.set(name, match[2] === undefined ? null : unquote(match[2]));
  }
  const maxAge = found.get('max-age') ?? null;
  if (maxAge === null || !/^\d+$/.test(maxAge)) return null;
  const valueless = (name: string): boolean => found.has(name) && found.get(name) === null;
  if (found.has('includesubdomains') && !valueless('includesubdomains')) return null;
  return {
    maxAge: Math.min(Number(maxAge), Number.MAX_SAFE_INTEGER),
    includeSubDomains: found.has('includesubdomains'),
    preload: valueless('preload'),
  };
}

const unquote = (text: string): string => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text);

const splitOutsideQuotes = (value: string): string[] =>
  (value.match(/(?:"(?:[^"\\]|\\.)*"|[^;])+|;/g) ?? [])
    .filter((part) => part !== ';')
    .map((part) => part.replace(/^[ \t]+|[ \t]+$/g, ''));
