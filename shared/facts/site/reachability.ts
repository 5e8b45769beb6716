import { z } from 'zod';
import { defineFact } from '../../fact';

/** Which of the usual service ports answer from where the check runs, on the addresses of the target's own hosts. */
export const reachability = defineFact({
  id: 'site.reachability',
  activeOnly: true,
  schema: z.strictObject({
    /** Every address is this machine's loopback: no port was tried, because its own services would be seen. */
    loopback: z.boolean(),
    addresses: z.array(
      z.strictObject({
        address: z.string(),
        /** Names of the target's hosts that this address belongs to. */
        hosts: z.array(z.string()).min(1),
        loopback: z.boolean(),
        /** TCP only. `filtered`: no answer within 3 s, or an ICMP "unreachable" on the way. */
        ports: z.array(
          z.strictObject({
            port: z.number().int().min(1).max(65535),
            service: z.string(),
            state: z.enum(['open', 'refused', 'filtered']),
          }),
        ),
      }),
    ),
    /** Hosts whose address could not be found out. */
    unresolved: z.array(z.string()),
  }),
});
