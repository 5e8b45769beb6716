import type { Finding } from '../../../shared/control';

/** A finding by what it is about: at most one for a control on a host. */
export const keyOf = ({ control, host }: Pick<Finding, 'control' | 'host'>): string => `${control} ${host ?? ''}`;

export interface Stop {
  item: number;
  finding: Finding;
}

/**
 * The next stop that waits for somebody, round the whole list once: first the rest of this launch item, then the items after
 * it, then those before. Null when nothing waits but `from` itself.
 */
export function nextStop(
  items: readonly { number: number; beneath: readonly Finding[] }[],
  from: { item: number; finding: Finding | null },
  waits: (finding: Finding) => boolean,
): Stop | null {
  const all = items.flatMap(({ number, beneath }) => beneath.map((finding): Stop => ({ item: number, finding })));
  const key = from.finding && keyOf(from.finding);
  const here = all.findIndex(({ item, finding }) => item === from.item && (key === null || keyOf(finding) === key));
  const round = [...all.slice(here + 1), ...all.slice(0, here + 1)];
  return round.find(({ finding }) => keyOf(finding) !== key && waits(finding)) ?? null;
}
