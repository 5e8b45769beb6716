import { addressRanges, elementsOf, field, type Json, type NamedSets, portRanges, words } from './nft-values';
import { type Match, protocolName, synHas, unknownMatch } from './rule';

/**
 * One `match` expression of nft's JSON: several conditions, as `tcp dport 22` also says that it is TCP. What has no typed
 * form is `unknown` under the name of its left-hand side.
 */
export function nftMatches(left: Json | undefined, op: string, right: Json | undefined, sets: NamedSets): Match[] {
  const { implied, read, name } = leftSide(left);
  const elements = elementsOf(right, sets);
  const not = op === '!=';
  const isEquality = op === '==' || op === 'in' || not;
  const match =
    elements && read ? (isEquality ? read(elements, not, op) : (ordered(left, op, elements) ?? null)) : null;
  return [...implied, match ?? unknownMatch(name)];
}

interface LeftSide {
  name: string;
  implied: Match[];
  read: ((elements: readonly Json[], not: boolean, op: string) => Match | null) | null;
}

function leftSide(left: Json | undefined): LeftSide {
  const payload = field(left, 'payload');
  if (payload !== undefined) return payloadSide(String(field(payload, 'protocol')), String(field(payload, 'field')));
  const meta = field(left, 'meta');
  if (meta !== undefined) return plain(`meta ${String(field(meta, 'key'))}`, metaReaders);
  const ct = field(left, 'ct');
  if (ct !== undefined)
    return plain(['ct', field(ct, 'dir'), field(ct, 'key')].filter((word) => word !== undefined).join(' '), ctReaders);
  const fib = field(left, 'fib');
  if (fib !== undefined) return { name: 'fib', implied: [], read: fibReader(fib) };
  const extension = field(left, 'exthdr');
  // A plain connection has no IPv6 extension headers.
  if (extension !== undefined) return { name: 'exthdr', implied: [], read: (_e, not) => firstPacket('exthdr', not) };
  const masked = field(left, '&');
  if (Array.isArray(masked)) return maskedSide(masked[0], masked[1]);
  return {
    name: typeof left === 'object' ? (Object.keys(left ?? {})[0] ?? 'match') : 'match',
    implied: [],
    read: null,
  };
}

type Reader = NonNullable<LeftSide['read']>;
const firstPacket = (what: string, holds: boolean): Match => ({ on: 'first-packet', what, holds });
const plain = (name: string, readers: Record<string, Reader>): LeftSide => ({
  name,
  implied: [],
  read: Object.hasOwn(readers, name) ? readers[name]! : null,
});

const isProtocol = (...any: string[]): Match => ({ on: 'protocol', any, not: false });
const isFamily = (family: 'ipv4' | 'ipv6'): Match => ({ on: 'family', any: [family], not: false });

const ports =
  (side: 'source' | 'destination' | 'original-destination'): Reader =>
  (elements, not) => {
    const any = portRanges(elements);
    return any && { on: 'port', side, any, not };
  };
const addresses =
  (side: 'source' | 'destination' | 'original-destination'): Reader =>
  (elements, not) => {
    const any = addressRanges(elements);
    return any && { on: 'address', side, any, not };
  };
const interfaces =
  (side: 'in' | 'out'): Reader =>
  (elements, not) => {
    const any = words(elements);
    return any && { on: 'interface', side, any, not };
  };
const protocols: Reader = (elements, not) => {
  const any = words(elements)?.map(protocolName);
  return any ? { on: 'protocol', any, not } : null;
};
const families =
  (names: Record<string, 'ipv4' | 'ipv6'>): Reader =>
  (elements, not) => {
    const any = words(elements)?.map((name) => names[name]);
    return any?.every((family) => family !== undefined) ? { on: 'family', any, not } : null;
  };
/** `in` asks whether any of the flags is on, `==` whether exactly these are. */
const tcpFlags: Reader = (elements, not, op) => {
  const flags = words(elements);
  if (!flags) return null;
  const holds = op === 'in' ? flags.some(synHas) : flags.length === 1 && synHas(flags[0]!);
  return firstPacket('tcp flags', holds !== not);
};

function payloadSide(protocol: string, name: string): LeftSide {
  const reader = (read: Reader | undefined, implied: Match[]): LeftSide => ({
    name: `${protocol} ${name}`,
    implied,
    read: read ?? null,
  });
  if (protocol === 'ip' || protocol === 'ip6') {
    const family = isFamily(protocol === 'ip' ? 'ipv4' : 'ipv6');
    const readers: Record<string, Reader> = {
      saddr: addresses('source'),
      daddr: addresses('destination'),
      protocol: protocols,
      nexthdr: protocols,
    };
    return reader(Object.hasOwn(readers, name) ? readers[name] : undefined, [family]);
  }
  if (['tcp', 'udp', 'sctp', 'dccp', 'udplite', 'th'].includes(protocol)) {
    const implied = protocol === 'th' ? [isProtocol('tcp', 'udp', 'sctp', 'dccp', 'udplite')] : [isProtocol(protocol)];
    if (name === 'dport') return reader(ports('destination'), implied);
    if (name === 'sport') return reader(ports('source'), implied);
    return reader(protocol === 'tcp' && name === 'flags' ? tcpFlags : undefined, implied);
  }
  if (['icmp', 'icmpv6', 'igmp', 'esp', 'ah', 'comp'].includes(protocol))
    return reader(undefined, [isProtocol(protocol)]);
  return reader(undefined, []);
}

const metaReaders: Record<string, Reader> = {
  'meta iif': interfaces('in'),
  'meta iifname': interfaces('in'),
  'meta oif': interfaces('out'),
  'meta oifname': interfaces('out'),
  'meta l4proto': protocols,
  'meta nfproto': families({ ipv4: 'ipv4', ipv6: 'ipv6' }),
  'meta protocol': families({ ip: 'ipv4', ip6: 'ipv6' }),
  'meta mark': (elements, not) => markMatch(elements, 0xffffffff, not),
  'meta pkttype': (elements, not) => {
    const types = words(elements);
    return types && firstPacket('pkttype', types.some((type) => type === 'host' || type === 'unicast') !== not);
  },
};

/** Marks are few: a set of them has no typed form. */
function markMatch(elements: readonly Json[], mask: number, not: boolean): Match | null {
  const [value] = elements;
  return elements.length === 1 && typeof value === 'number' && Number.isInteger(value)
    ? { on: 'mark', value, mask, not }
    : null;
}

const states: Reader = (elements, not) => {
  const any = words(elements);
  return any && { on: 'state', any, not };
};
const ctReaders: Record<string, Reader> = {
  'ct state': states,
  // The other status bits say how far a connection has come.
  'ct status': (elements, not, op) =>
    words(elements)?.every((status) => status === 'dnat' || status === 'snat') ? states(elements, not, op) : null,
  'ct direction': (elements, not) => firstPacket('direction', elements.includes('original') !== not),
  'ct original proto-dst': ports('original-destination'),
  'ct original ip daddr': addresses('original-destination'),
  'ct original ip6 daddr': addresses('original-destination'),
  'ct original ip saddr': addresses('source'),
  'ct original ip6 saddr': addresses('source'),
};

/** `fib saddr . iif oif missing` is the reverse-path test: a stranger's packet comes in where the answer would go out. */
function fibReader(fib: Json): Reader | null {
  const flags = field(fib, 'flags');
  const has = (flag: string) => flags === flag || (Array.isArray(flags) && flags.includes(flag));
  if (field(fib, 'result') === 'type' && has('saddr') !== has('daddr'))
    return (elements, not) => {
      const any = words(elements);
      return any && { on: 'address-type', side: has('saddr') ? 'source' : 'destination', any, not };
    };
  if (!has('saddr') || !has('iif')) return null;
  return (elements, not) => {
    const [found] = elements;
    if (elements.length !== 1 || (typeof found !== 'boolean' && found !== 0)) return null;
    return firstPacket('reverse path', (found === true) !== not);
  };
}

function maskedSide(left: Json | undefined, mask: Json | undefined): LeftSide {
  if (field(field(left, 'meta'), 'key') === 'mark' && typeof mask === 'number')
    return { name: 'meta mark', implied: [], read: (elements, not) => markMatch(elements, mask, not) };
  const payload = field(left, 'payload');
  const isTcpFlags = field(payload, 'protocol') === 'tcp' && field(payload, 'field') === 'flags';
  const maskFlags = isTcpFlags ? words(elementsOf(field(mask, '|') ?? mask, new Map()) ?? [null]) : null;
  if (maskFlags)
    return {
      name: 'tcp flags',
      implied: [isProtocol('tcp')],
      read: (elements, not) => {
        const set = words(elements)?.filter((flag) => flag !== '0');
        if (!set) return null;
        const holds = maskFlags.some(synHas) ? set.length === 1 && synHas(set[0]!) : set.length === 0;
        return firstPacket('tcp flags', holds !== not);
      },
    };
  const inner = leftSide(left);
  return { name: `${inner.name} with a mask`, implied: inner.implied, read: null };
}

/** `tcp dport < 1024` and its like. */
function ordered(left: Json | undefined, op: string, elements: readonly Json[]): Match | null {
  const name = field(field(left, 'payload'), 'field');
  const [port] = elements;
  if ((name !== 'dport' && name !== 'sport') || elements.length !== 1 || typeof port !== 'number') return null;
  const range = { '<': [0, port - 1], '<=': [0, port], '>': [port + 1, 65535], '>=': [port, 65535] }[op];
  if (!range) return null;
  const any = portRanges([{ range }]);
  return any && { on: 'port', side: name === 'dport' ? 'destination' : 'source', any, not: false };
}
