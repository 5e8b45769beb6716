import type { Maybe } from '../control';
import type { Fact, FactId, FactType } from '../fact';

/** What a run saw of one thing, or why it did not. `host` null: of the site or of this machine. */
export function seenIn<V>(facts: readonly Fact[], type: FactType<FactId, V>, host: string | null): Maybe<V> {
  const fact = facts.find((one) => one.id === type.id && one.host === host);
  if (!fact) return { ok: false, reason: { code: 'not-collected', params: { fact: type.id } } };
  // A fact of a run was held to its schema when the run was read.
  return fact.ok ? { ok: true, value: fact.value as V } : { ok: false, reason: fact.reason };
}
