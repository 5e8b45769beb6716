import { type Family, parseIp, prefixRange } from '../ip-address';
import { type AddressSet, addressSet, intersect, sizeOf, subtract } from './address-set';

const range = (prefix: string): { first: bigint; last: bigint } => {
  const [address, length] = prefix.split('/');
  return prefixRange(parseIp(address!)!, Number(length));
};

/** No stranger's packet has such a source: RFC 6890's special addresses, private ones, multicast and the reserved rest. */
const notPublic = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '224.0.0.0/3',
  ],
};

/** Every public source address: what "anywhere" means. IPv6: the one block that is handed out (2000::/3). */
export const strangers: Record<Family, AddressSet> = {
  ipv4: subtract([range('0.0.0.0/0')], addressSet(notPublic.ipv4.map(range))),
  ipv6: [range('2000::/3')],
};

/**
 * Whether so many may come that it is "anywhere", although some are kept out: more than a 256th of all public addresses, as
 * no list of one's own networks is that long.
 */
export const isAnywhere = (sources: AddressSet, family: Family): boolean =>
  sizeOf(sources) * 256n > sizeOf(strangers[family]);

/**
 * A list so short that it says nothing of strangers: one IPv4 /24 at most. Even 50,000 rules of that size, the most that is
 * evaluated, stay below what counts as anywhere; so leaving them out changes no answer, and saves the time.
 */
export const isNegligible = (sources: AddressSet, family: Family): boolean =>
  sizeOf(intersect(sources, strangers[family])) * (1n << 24n) <= sizeOf(strangers[family]);
