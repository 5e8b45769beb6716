import type { KernelRules } from '../facts/host/kernel-rules';
import type { Socket } from '../facts/host/sockets';
import type { Family } from '../ip-address';
import { reachOf, strangerReach } from './stranger-reach';

/** Whether strangers reach a listening socket: by where it is bound, then by what the firewall lets in. */
export type Exposure =
  | { kind: 'private' }
  | { kind: 'kept-out' | 'open' | 'unknown'; port: number; family: Family; by: string };

/** The worst of several sockets. `rules` null: they could not be read. */
export function exposureOf(listeners: readonly Socket[], rules: KernelRules | null): Exposure {
  const exposures = listeners.flatMap((socket) =>
    familiesOf(socket).map((family) => exposureIn(socket, family, rules)),
  );
  const worst = (['open', 'unknown', 'kept-out'] as const)
    .map((kind) => exposures.find((exposure) => exposure.kind === kind))
    .find((exposure) => exposure !== undefined);
  return worst ?? { kind: 'private' };
}

const familiesOf = ({ family, dualStack }: Socket): Family[] => (dualStack ? ['ipv4', 'ipv6'] : [family]);

function exposureIn(socket: Socket, family: Family, rules: KernelRules | null): Exposure {
  const { port, protocol, bound, address } = socket;
  if (bound === 'loopback' || bound === 'link-local') return { kind: 'private' };
  if (!rules) return { kind: 'unknown', port, family, by: 'the rules of the firewall' };
  // Bound to an address of an inner network, which no stranger can send to.
  if (bound === 'address' && rules.addresses[family]?.includes(address) === false) return { kind: 'private' };
  const { verdict, by } = reachOf(strangerReach(rules), protocol, port)[family];
  return { kind: verdict === 'closed' ? 'kept-out' : verdict, port, family, by };
}
