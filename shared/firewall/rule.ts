import { z } from 'zod';

/**
 * One form for the rules of nft and of iptables. Each `any` is "one of these"; all matches of a rule must hold. What has no
 * typed form is `unknown`, with the name of the extension or expression: it may hold, or not. No free text comes in here.
 */

const not = z.boolean();
const sides = z.enum(['source', 'destination', 'original-destination']);
const word = z.string().max(64);
/** Names that are not printable words are replaced by the parsers. */
export const nameSchema = z.string().regex(/^[\x21\x23-\x26\x28-\x7e]{1,128}$/);
export const rangeSchema = z.strictObject({
  from: z.number().int().min(0).max(65535),
  to: z.number().int().min(0).max(65535),
});

export const matchSchema = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('family'), any: z.array(z.enum(['ipv4', 'ipv6'])), not }),
  z.strictObject({ on: z.literal('protocol'), any: z.array(word), not }),
  /** `original-destination`: before any translation. */
  z.strictObject({ on: z.literal('port'), side: sides, any: z.array(rangeSchema), not }),
  /** `*` at the end stands for any rest. */
  z.strictObject({ on: z.literal('interface'), side: z.enum(['in', 'out']), any: z.array(word), not }),
  /** First and last address, both included. */
  z.strictObject({
    on: z.literal('address'),
    side: sides,
    any: z.array(z.strictObject({ from: z.string().max(39), to: z.string().max(39) })),
    not,
  }),
  /** Of connection tracking: `new`, `established`, `related`, `invalid`, `untracked`, `dnat`, `snat`. */
  z.strictObject({ on: z.literal('state'), any: z.array(word), not }),
  /** As the kernel's routing sees the address: `local`, `multicast`, `broadcast`, `unicast` … */
  z.strictObject({
    on: z.literal('address-type'),
    side: z.enum(['source', 'destination']),
    any: z.array(word),
    not,
  }),
  /** `(packet mark & mask) == value`. */
  z.strictObject({ on: z.literal('mark'), value: z.number().int(), mask: z.number().int(), not }),
  /** Known to hold or not for the first packet of a connection: rate limits, TCP flags, IPsec, reverse path. */
  z.strictObject({ on: z.literal('first-packet'), what: word, holds: z.boolean() }),
  z.strictObject({ on: z.literal('unknown'), what: word }),
]);

export const verdictSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['accept', 'drop', 'reject', 'return', 'continue']) }),
  z.strictObject({ do: z.enum(['jump', 'goto']), chain: nameSchema }),
  /** Bits of the packet's mark that this may set. */
  z.strictObject({ do: z.literal('mark'), bits: z.number().int() }),
  /** To another host, often a container. Null: as it was. */
  z.strictObject({ do: z.literal('dnat'), address: z.string().max(39).nullable(), port: z.number().int().nullable() }),
  /** To another port of this host. */
  z.strictObject({ do: z.literal('redirect'), port: z.number().int().nullable() }),
  z.strictObject({ do: z.literal('unknown'), what: word }),
]);

export const ruleSchema = z.strictObject({ when: z.array(matchSchema), verdict: verdictSchema });

export const chainSchema = z.strictObject({
  name: nameSchema,
  /** Null: reached by jump or goto only. */
  base: z
    .strictObject({
      hook: z.enum(['ingress', 'prerouting', 'input', 'forward']),
      type: z.enum(['filter', 'nat']),
      priority: z.number().int(),
      policy: z.enum(['accept', 'drop']),
    })
    .nullable(),
  rules: z.array(ruleSchema),
});

export const tableSchema = z.strictObject({
  by: z.enum(['nft', 'iptables', 'iptables-legacy']),
  family: z.enum(['ip', 'ip6', 'inet', 'netdev']),
  name: nameSchema,
  chains: z.array(chainSchema),
});

export type Match = z.infer<typeof matchSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type Chain = z.infer<typeof chainSchema>;
export type Table = z.infer<typeof tableSchema>;
export type PortRange = z.infer<typeof rangeSchema>;

/** A rule set longer than this is not one that a person wrote: evaluating it would take unbounded time. */
export const maxRules = 50_000;

export const unknownMatch = (what: string): Match => ({ on: 'unknown', what: what.slice(0, 64) });
export const safeName = (name: string, index: number): string =>
  nameSchema.safeParse(name).success ? name : `unprintable-${index}`;

const protocolNumbers: Record<string, string> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6', 132: 'sctp' };
/** Numbers, and the names that /etc/protocols has several of, to one name. */
export const protocolName = (given: string): string => {
  const name = protocolNumbers[given] ?? given.toLowerCase();
  return name === 'ipv6-icmp' || name === 'icmp6' ? 'icmpv6' : name.slice(0, 64);
};

/** The first packet of a TCP connection carries SYN and nothing else (RFC 9293, 3.5). */
export const synHas = (flag: string): boolean => flag.toLowerCase() === 'syn';
