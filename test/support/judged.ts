import type { Finding } from '../../shared/control';
import { type Fact, type FactId, type FactType, type FactValue, type Reason, reasonSchema } from '../../shared/fact';
import { judge } from '../../shared/judge';
import { targetSchema } from '../../shared/target';

/** When the runs of these tests began. */
export const now = Date.UTC(2026, 0, 31, 12);
export const nowSeconds = now / 1000;

/** A fact as a probe would hand it on: a value that must meet its schema, or a reason. */
export const factOf = <T extends FactType<FactId, unknown>>(type: T, given: FactValue<T> | Reason): Fact => {
  const envelope = {
    id: type.id,
    host: type.id.startsWith('host.') ? 'web-1' : null,
    at: new Date(now).toISOString(),
    from: { commands: [] },
  };
  const reason = reasonSchema.safeParse(given);
  return reason.success
    ? { ...envelope, ok: false, reason: reason.data }
    : { ...envelope, ok: true, value: type.schema.parse(given) };
};

/** The finding of one control for one host that has every role. `target` states only what differs. */
export function judged(control: string, facts: readonly Fact[], target: object = {}): Finding {
  const parsed = targetSchema.parse({
    name: 'Example Shop',
    site: { url: 'https://shop.example' },
    hosts: [{ name: 'web-1' }],
    app: { directory: '/srv/shop', user: 'shop' },
    ...target,
  });
  const finding = judge(facts, { target: parsed, at: now }).find((candidate) => candidate.control === control);
  if (!finding) throw new Error(`no finding for ${control}`);
  return finding;
}
