/** `tag=value; tag=value`, as DKIM (RFC 6376 3.2) and DMARC (RFC 7489 6.4) have it. Null when it is none, or a tag stands twice. */
export function parseTagList(text: string): ReadonlyMap<string, string> | null {
  const tags = new Map<string, string>();
  const parts = text.split(';').map((part) => part.trim());
  // The last semicolon may end the list.
  if (parts.at(-1) === '') parts.pop();
  for (const part of parts) {
    const [, name, value] = /^([A-Za-z][A-Za-z0-9_]*)[ \t]*=[ \t]*([^;]*)$/.exec(part) ?? [];
    if (name === undefined || value === undefined || tags.has(name)) return null;
    tags.set(name, value.trim());
  }
  return tags;
}
