/** RFC 9525 6.3: labels compare without case, and `*` stands for exactly one whole leftmost label. */
export function matchesDnsName(pattern: string, hostname: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), hostname.toLowerCase()];
  if (!wanted.startsWith('*.')) return wanted === given;
  const dot = given.indexOf('.');
  return dot > 0 && given.slice(dot) === wanted.slice(1);
}
