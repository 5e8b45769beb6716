import { z } from 'zod';
import { defineFact, type FactValue, reasonSchema } from '../../fact';
import { tableSchema } from '../../firewall/rule';

/** The kernel's packet filter: nft's own tables and iptables' ones in one typed form, without comments or other free text. */
export const kernelRules = defineFact({
  id: 'host.kernel-rules',
  schema: z.strictObject({
    tables: z.array(tableSchema).max(1000),
    /** What could not be read, for each family: while there is any, none of its ports counts as closed or open. */
    unread: z
      .array(
        z.strictObject({
          family: z.enum(['ipv4', 'ipv6']),
          what: z.enum(['nft', 'iptables', 'iptables-legacy']),
          reason: reasonSchema,
        }),
      )
      .max(20),
    /** Every interface but the loopback. `outside`: it has a default route or a public network, so strangers come in there. */
    interfaces: z.array(z.strictObject({ name: z.string().max(15), outside: z.boolean() })).max(2000),
    /** The host's own addresses that strangers could send to: no loopback, no link-local one, none of an inner network. */
    addresses: z.strictObject({
      ipv4: z.array(z.string().max(15)).max(2000).nullable(),
      ipv6: z.array(z.string().max(39)).max(2000).nullable(),
    }),
    /** `off`: no interface but the loopback has an IPv6 address. `link-local`: none that a router would forward to. */
    ipv6: z.enum(['on', 'link-local', 'off']),
  }),
});
export type KernelRules = FactValue<typeof kernelRules>;
