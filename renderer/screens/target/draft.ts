import type { KeptDraft } from '../../../shared/draft';
import type { Path } from '../../../shared/schema-path';
import type { TargetFile } from '../../../shared/target';

/** A target file that is being written: any part of it may be missing or wrong. Every change makes a new one. */
export type Draft = KeptDraft['file'];

export const draftOf = (file: TargetFile): Draft => file as Draft;

export const valueAt = (draft: Draft, path: Path): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], draft);

/** The draft with a value; undefined takes the key away, and the maps that are empty without it. */
export const withValue = (draft: Draft, path: Path, value: unknown): Draft =>
  (put(draft, path, value) as Draft | undefined) ?? {};

function put(inner: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(inner) ? [...inner] : [];
    // An entry of a list stays, however empty: the person added it.
    list[step] = put(list[step], rest, value) ?? {};
    return list;
  }
  const { [step]: old, ...others } = (inner ?? {}) as Draft;
  const changed = put(old, rest, value);
  const map = changed === undefined ? others : { ...(inner as Draft), [step]: changed };
  return Object.keys(map).length > 0 ? map : undefined;
}
