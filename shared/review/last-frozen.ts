import type { Summary } from './summary';

interface Kept extends Pick<Summary, 'target' | 'environment' | 'lastAt' | 'state'> {
  id: string;
}

/** The newest other review of the same target and environment that was frozen for signing: its last launch. */
export const lastFrozen = <R extends Kept>(
  reviews: readonly R[],
  { id, target, environment }: { id: string; target: string; environment: string },
): R | undefined =>
  reviews
    .filter(
      (one) => one.state === 'frozen' && one.id !== id && one.target === target && one.environment === environment,
    )
    .reduce<R | undefined>((newest, one) => (newest && newest.lastAt >= one.lastAt ? newest : one), undefined);
