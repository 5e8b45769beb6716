import type { Maybe } from '../control';
import type { Fact, FactId, FactType } from '../fact';

/** What a run saw of one thing, or why it did not. `host` null: of the site or of this machine. */
export function seenIn<V>(facts: readonly Fact[], type: FactType<FactId, V>, host: string | null): Maybe<V> {
  const fact = facts.find((one) => one.id === type.id && one.host === host);
  if (!fact) return { ok: false, reason: { code: 'not-collected', params: { fact: type.id } } };
  if (!fact.ok) return { ok: false, reason: fact.reason };
  // A run that another version of the checklist made may hold it in another form.
  const { success, data } = type.schema.safeParse(fact.value);
  return success
    ? { ok: true, value: data }
    : { ok: false, reason: { code: 'malformed', params: { what: `${type.id} has another form in this version` } } };
}
