import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';
import { type PortRange, rangeSchema } from '../../firewall/rule';

const policySchema = z.enum(['allow', 'deny', 'reject', 'disabled']);
const ufwRuleSchema = z.strictObject({
  action: z.enum(['allow', 'deny', 'reject', 'limit']),
  direction: z.enum(['in', 'out', 'fwd']),
  family: z.enum(['ipv4', 'ipv6']),
  /** Null: any. */
  protocol: z.string().max(16).nullable(),
  /** Empty: every port, or an application profile that the row does not spell out. */
  ports: z.array(rangeSchema).max(100),
  fromAnywhere: z.boolean(),
});

/** ufw's own word about itself, by `ufw status verbose`: shown beside the kernel's rules, never instead of them. */
export const ufw = defineFact({
  id: 'host.ufw',
  schema: z.discriminatedUnion('active', [
    z.strictObject({ active: z.literal(false) }),
    z.strictObject({
      active: z.literal(true),
      defaults: z.strictObject({ incoming: policySchema, outgoing: policySchema, routed: policySchema }),
      rules: z.array(ufwRuleSchema).max(10_000),
    }),
  ]),
});
export type Ufw = FactValue<typeof ufw>;
type UfwRule = z.infer<typeof ufwRuleSchema>;

const defaultLine = /^Default: (\w+) \(incoming\), (\w+) \(outgoing\), (\w+) \(routed\)$/m;
// Columns are padded, but a long first one touches the next; a comment may follow after `#`.
const ruleLine = /^(.+?)\s+(ALLOW|DENY|REJECT|LIMIT) (IN|OUT|FWD)\s+(.+?)\s*(?:\s#.*)?$/;

export function parseUfwStatus(text: string): Read<Ufw> {
  if (/^Status: inactive\s*$/m.test(text)) return seen({ active: false });
  if (!/^Status: active\s*$/m.test(text)) return unseen('malformed', { what: 'ufw status' });
  const defaults = policySchema.array().safeParse(defaultLine.exec(text)?.slice(1));
  if (!defaults.success) return unseen('malformed', { what: "ufw's default policies" });
  const [incoming, outgoing, routed] = defaults.data as [Policy, Policy, Policy];
  const rows = text.split(/^-{2}\s.*-\s*$/m)[1]?.split('\n') ?? [];
  const rules: UfwRule[] = [];
  for (const row of rows) {
    if (row.trim() === '') continue;
    const rule = readRow(row);
    if (!rule || rules.length === 10_000) return unseen('malformed', { what: 'a rule of ufw status' });
    rules.push(rule);
  }
  return seen({ active: true, defaults: { incoming, outgoing, routed }, rules });
}
type Policy = z.infer<typeof policySchema>;

function readRow(row: string): UfwRule | null {
  const match = ruleLine.exec(row);
  if (!match) return null;
  const [, to = '', action, direction, from = ''] = match;
  const isIpv6 = [to, from].some((side) => /\(v6\)|[0-9a-f]*:[0-9a-f:]*:/i.test(side));
  // `80,443/tcp (WWW Full)`, `5432`, `192.0.2.1 80/tcp`, `Anywhere on eth0`.
  const target = /(?:^|\s)(\d[\d,:]*)(?:\/([a-z]{2,8}))?(?:\s|$)/.exec(to.replace(/ on \S+/, ''));
  return {
    action: action!.toLowerCase() as UfwRule['action'],
    direction: direction!.toLowerCase() as UfwRule['direction'],
    family: isIpv6 ? 'ipv6' : 'ipv4',
    protocol: target?.[2] ?? null,
    ports: target ? readPorts(target[1]!) : [],
    fromAnywhere: /^Anywhere(?: \(v6\))?(?: on \S+)?$/.test(from),
  };
}

const readPorts = (text: string): PortRange[] =>
  text.split(',').flatMap((part) => {
    const match = /^(\d{1,5})(?::(\d{1,5}))?$/.exec(part);
    const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    return match && from <= 65535 && to <= 65535 ? [{ from, to }] : [];
  });
