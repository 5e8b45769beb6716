/** X-Frame-Options as HTML's standard reads it ("the X-Frame-Options header"): all values of all lines, each once. */
export type FrameOptions = 'deny' | 'sameorigin' | 'invalid' | 'absent';

export function parseFrameOptions(members: readonly string[]): FrameOptions {
  const values = new Set(members.map((member) => member.toLowerCase()));
  if (values.size === 0) return 'absent';
  if (values.size > 1) return 'invalid';
  const [only] = values;
  return only === 'deny' || only === 'sameorigin' ? only : 'invalid';
}
