/** What differs from a T: any part of it, and `undefined` for an entry that is to be gone. */
export type Change<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Change<T[K]> } : T;

/** A copy with the change applied: objects are merged, everything else is replaced. */
export function merge<T>(whole: T, change: Change<T>): T {
  if (!isPlain(whole) || !isPlain(change)) return change as T;
  const merged: Record<string, unknown> = { ...whole };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged as T;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
