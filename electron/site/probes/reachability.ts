import { isIP } from 'node:net';
import { type FactValue, type Read, seen, unseen } from '../../../shared/fact';
import type { reachability } from '../../../shared/facts/site/reachability';
import type { Target } from '../../../shared/target';
import { isLoopback, type Lookup, systemLookup } from '../endpoint';
import { limited } from '../limited';
import { servicePorts } from '../service-ports';
import type { SiteContext } from '../site-context';
import { tryPort } from '../try-port';

type Reachability = FactValue<typeof reachability>;
type AddressSeen = Reachability['addresses'][number];

/** Silent ports cost their whole limit, so more of them wait at once than connections are held open elsewhere. */
const portsAtOnce = 24;

/** The ports that are tried on each address, also for `plan`. */
export const portsOf = ({ app }: Target): (readonly [number, string])[] =>
  app && !servicePorts.some(([port]) => port === app.port)
    ? [...servicePorts, [app.port, 'the app']]
    : [...servicePorts];

interface Outside {
  dial: typeof tryPort;
  lookup: Lookup;
}

/**
 * Tries the ports of the target's own hosts only: a site's address may be a CDN's, which is nobody's to scan. A loopback
 * address is the machine that asks, so its own services would be taken for the site's.
 */
export async function probeReachability(
  { target, limits, signal }: Pick<SiteContext, 'target' | 'limits' | 'signal'>,
  { dial, lookup }: Outside = { dial: tryPort, lookup: systemLookup },
): Promise<Read<Reachability>> {
  const owners = new Map<string, string[]>();
  const unresolved: string[] = [];
  for (const { name, ssh } of target.hosts) {
    const host = ssh.host ?? name;
    const address = isIP(host) ? host : await lookup(host).catch(() => null);
    if (address === null) unresolved.push(name);
    else owners.set(address, [...(owners.get(address) ?? []), name]);
  }
  const inTurn = limited(portsAtOnce);
  const look = async ([address, hosts]: [string, string[]]): Promise<AddressSeen> => {
    if (isLoopback(address)) return { address, hosts, loopback: true, ports: [] };
    const ports = await Promise.all(
      portsOf(target).map(async ([port, service]) => ({
        port,
        service,
        state: await inTurn(() => dial({ address, port }, { timeoutMs: limits.portMs, signal })),
      })),
    );
    const tried = ports.filter((port): port is AddressSeen['ports'][number] => port.state !== 'cancelled');
    return { address, hosts, loopback: false, ports: tried };
  };
  const addresses = await Promise.all([...owners].map(look));
  if (signal.aborted) return unseen('cancelled', {});
  if (addresses.length === 0) return unseen('unreachable', { what: 'no host of the target has an address to try' });
  return seen({ loopback: addresses.every((address) => address.loopback), addresses, unresolved });
}
