import { readAddress, readAddressRange, readList, readMark, readPorts } from './iptables-values';
import { type Match, protocolName, synHas, unknownMatch } from './rule';

/**
 * iptables-extensions(8): the extensions whose conditions have a typed form. Any other extension, and any other option of
 * these, is `unknown`. Of rate limits and lists that fill up, what they say of a newcomer's first packet is known.
 */
export function extensionMatches(name: string, words: readonly string[]): Match[] {
  if (name === 'recent') return [recent(words)];
  if (name === 'rpfilter') return [firstPacket('rpfilter', !words.includes('--invert'))];
  if (ipv6Headers.has(name)) return [firstPacket(name, words.includes('!'))];
  if (!Object.hasOwn(extensions, name)) return [unknownMatch(`-m ${name}`)];
  const options = extensions[name]!;
  const found: Match[] = [];
  const rest = [...words];
  while (rest.length > 0) {
    const not = rest[0] === '!';
    if (not) rest.shift();
    const option = rest.shift() ?? '';
    if (Object.hasOwn(options, option)) found.push(...options[option]!(rest, not));
    else if (option.startsWith('--')) found.push(unknownMatch(`-m ${name} ${option}`));
  }
  return found;
}

type ReadOption = (rest: string[], not: boolean) => Match[];

/** Extension headers of IPv6: a plain connection has none. */
const ipv6Headers = new Set(['rt', 'frag', 'hbh', 'dst', 'mh', 'ah', 'esp']);

const firstPacket = (what: string, holds: boolean): Match => ({ on: 'first-packet', what, holds });
const value = (rest: string[]): string => rest.shift() ?? '';
const flag: ReadOption = () => [];
const ignored: ReadOption = (rest) => {
  rest.shift();
  return [];
};
/** A counter that has counted nothing yet. */
const counter =
  (what: string, holds: boolean): ReadOption =>
  (rest, not) => {
    rest.shift();
    return [firstPacket(what, holds !== not)];
  };
const each = (names: readonly string[], read: ReadOption): Record<string, ReadOption> =>
  Object.fromEntries(names.map((name) => [name, read]));

const ports: Record<string, ReadOption> = {
  ...each(['--dport', '--dports'], (rest, not) => [readPorts('destination', value(rest), not)]),
  ...each(['--sport', '--sports'], (rest, not) => [readPorts('source', value(rest), not)]),
};

/** `--tcp-flags MASK SET`: of the flags in MASK, exactly those in SET are on. */
const tcpFlags: ReadOption = (rest, not) => {
  const [mask, set] = [readList(value(rest)), readList(value(rest)).filter((name) => name !== 'none')];
  const seesSyn = mask.includes('all') || mask.some(synHas);
  const holds = seesSyn ? set.length === 1 && synHas(set[0]!) : set.length === 0;
  return [firstPacket('tcp-flags', holds !== not)];
};

const extensions: Record<string, Record<string, ReadOption>> = {
  comment: { '--comment': ignored },
  tcp: { ...ports, '--tcp-flags': tcpFlags, '--syn': (_rest, not) => [firstPacket('tcp-flags', !not)] },
  ...Object.fromEntries(['udp', 'sctp', 'dccp', 'udplite', 'multiport'].map((name) => [name, ports])),
  conntrack: {
    '--ctstate': (rest, not) => [{ on: 'state', any: readList(value(rest)), not }],
    '--ctproto': (rest, not) => [{ on: 'protocol', any: [protocolName(value(rest))], not }],
    '--ctdir': (rest) => [firstPacket('direction', value(rest) === 'ORIGINAL')],
    '--ctorigsrc': (rest, not) => [readAddress('source', value(rest), not)],
    '--ctorigdst': (rest, not) => [readAddress('original-destination', value(rest), not)],
    '--ctorigdstport': (rest, not) => [readPorts('original-destination', value(rest), not)],
  },
  state: { '--state': (rest, not) => [{ on: 'state', any: readList(value(rest)), not }] },
  limit: { '--limit': counter('limit', true), '--limit-burst': ignored },
  hashlimit: {
    ...each(['--hashlimit', '--hashlimit-upto'], counter('hashlimit', true)),
    '--hashlimit-above': counter('hashlimit', false),
    ...each(
      [
        'burst',
        'mode',
        'name',
        'srcmask',
        'dstmask',
        'htable-size',
        'htable-max',
        'htable-expire',
        'htable-gcinterval',
      ].map((name) => `--hashlimit-${name}`),
      ignored,
    ),
  },
  connlimit: {
    '--connlimit-upto': (rest, not) => [firstPacket('connlimit', (value(rest) !== '0') !== not)],
    '--connlimit-above': (rest, not) => [firstPacket('connlimit', (value(rest) === '0') !== not)],
    '--connlimit-mask': ignored,
    '--connlimit-saddr': flag,
    '--connlimit-daddr': flag,
  },
  addrtype: {
    '--src-type': (rest, not) => [{ on: 'address-type', side: 'source', any: readList(value(rest)), not }],
    '--dst-type': (rest, not) => [{ on: 'address-type', side: 'destination', any: readList(value(rest)), not }],
    '--limit-iface-in': flag,
    '--limit-iface-out': flag,
  },
  iprange: {
    '--src-range': (rest, not) => [readAddressRange('source', value(rest), not)],
    '--dst-range': (rest, not) => [readAddressRange('destination', value(rest), not)],
  },
  pkttype: {
    '--pkt-type': (rest, not) => [firstPacket('pkttype', ['unicast', 'host'].includes(value(rest)) !== not)],
  },
  policy: { '--dir': ignored, '--pol': (rest, not) => [firstPacket('ipsec', (value(rest) === 'none') !== not)] },
  mark: {
    '--mark': (rest, not) => {
      const mark = readMark(value(rest));
      return [mark ? { on: 'mark', ...mark, not } : unknownMatch('mark')];
    },
  },
};

/** A newcomer is on no list, and two hits need an earlier one: a first packet passes `ufw limit`, and waits at a knocked port. */
function recent(words: readonly string[]): Match {
  const isNot = (at: number) => words[at - 1] === '!';
  const set = words.indexOf('--set');
  if (set >= 0) return firstPacket('recent', !isNot(set));
  const asks = words.findIndex((word) => word === '--rcheck' || word === '--update');
  const hits = words.indexOf('--hitcount');
  const needed = hits >= 0 && /^\d{1,6}$/.test(words[hits + 1] ?? '') ? Number(words[hits + 1]) : 0;
  return asks >= 0 && needed >= 2 ? firstPacket('recent', isNot(asks)) : unknownMatch('-m recent');
}
