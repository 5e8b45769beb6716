import { sayReason } from '../fact';
import type { KernelRules } from '../facts/host/kernel-rules';
import { type Family, isLoopback, parseIp } from '../ip-address';
import type { Flow } from './flow';
import { type Fate, fatesOf, hooksOf, type Network, tablesOf } from './hooks';
import { concernsStrangers, prepare } from './matching';
import type { Match, Rule, Table } from './rule';
import { isAnywhere, strangers } from './stranger';
import { Budget, BudgetSpent } from './walk';

/** Which ports a stranger can reach: any public source, a new connection, by an interface that faces outwards. */
export interface StrangerReach {
  ipv4: FamilyReach;
  ipv6: FamilyReach;
}
export interface FamilyReach {
  /** The host has no address that a stranger could send to in this family: then every port counts as closed. */
  absent: 'off' | 'link-local' | null;
  /** Something keeps strangers out of some port. */
  filtered: boolean;
  /** What happens to a port that no rule names; where TCP and UDP differ, the looser of the two. */
  defaultVerdict: 'drop' | 'reject' | 'accept' | 'unknown';
  /** The rule or policy behind it. */
  defaultBy: string;
  /** Ports 1 to 65535, without gaps, in order. */
  tcp: PortReach[];
  udp: PortReach[];
}
export interface PortReach {
  from: number;
  to: number;
  verdict: 'open' | 'closed' | 'unknown';
  /** The rule that lets in or keeps out; for `unknown`, what could not be evaluated. */
  by: string;
  /** Let in by translation to another machine, such as a container: whatever listens on this host itself. */
  published: boolean;
}
type Protocol = Flow['protocol'];

export function strangerReach(rules: KernelRules): StrangerReach {
  const known = evaluated.get(rules);
  if (known) return known;
  const reach = { ipv4: reachOfFamily(rules, 'ipv4'), ipv6: reachOfFamily(rules, 'ipv6') };
  evaluated.set(rules, reach);
  return reach;
}
/** Several controls ask about the same rules. */
const evaluated = new WeakMap<KernelRules, StrangerReach>();

/** What a stranger finds at one port. */
export const reachOf = (reach: StrangerReach, protocol: Protocol, port: number): Record<Family, PortReach> => ({
  ipv4: at(reach.ipv4[protocol], port),
  ipv6: at(reach.ipv6[protocol], port),
});
const at = (ports: readonly PortReach[], port: number): PortReach =>
  ports.find(({ from, to }) => from <= port && port <= to) ?? {
    from: port,
    to: port,
    verdict: 'unknown',
    by: 'no such port',
    published: false,
  };

const maxSteps = 5_000_000;

function reachOfFamily(rules: KernelRules, family: Family): FamilyReach {
  if (family === 'ipv6' && rules.ipv6 !== 'on') return absent(rules.ipv6);
  const unread = rules.unread.find((part) => part.family === family);
  if (unread) return unknown(`the rules of ${unread.what}: ${sayReason(unread.reason)}`);
  try {
    return evaluate(rules, family);
  } catch (problem) {
    if (problem instanceof BudgetSpent) return unknown('a rule set too large to evaluate');
    throw problem;
  }
}

const everyPort = (verdict: PortReach['verdict'], by: string): PortReach[] => [
  { from: 1, to: 65535, verdict, by, published: false },
];
const same = (verdict: PortReach['verdict'], by: string) => ({
  tcp: everyPort(verdict, by),
  udp: everyPort(verdict, by),
});
const unknown = (by: string): FamilyReach => ({
  absent: null,
  filtered: false,
  defaultVerdict: 'unknown',
  defaultBy: by,
  ...same('unknown', by),
});
function absent(how: 'off' | 'link-local'): FamilyReach {
  const by =
    how === 'off' ? 'no interface has an IPv6 address' : 'no interface has an IPv6 address beyond its own link';
  return { absent: how, filtered: true, defaultVerdict: 'drop', defaultBy: by, ...same('closed', by) };
}

function evaluate(rules: KernelRules, family: Family): FamilyReach {
  const given = tablesOf(rules.tables, family);
  const rulesOf = (tables: readonly Table[]) => tables.flatMap((table) => table.chains.flatMap((chain) => chain.rules));
  const prepared = prepare(rulesOf(given), family);
  const tables = given.map((table) => ({
    ...table,
    chains: table.chains.map((chain) => ({
      ...chain,
      rules: chain.rules.filter((rule) => concernsStrangers(rule, family, prepared)),
    })),
  }));
  const all = rulesOf(tables);
  const own = new Set((rules.addresses[family] ?? []).map((address) => parseIp(address)?.value));
  const network: Network = {
    hooks: hooksOf(tables),
    prepared,
    budget: new Budget(maxSteps),
    isOwn: (value) => own.has(value) || isLoopback({ family, value }),
  };
  const arrivals = arrivalsOf(rules, family, all);
  const judged = (protocol: Protocol) =>
    portAtoms(all).map(({ from, to }) => ({
      from,
      to,
      ...judgePort(arrivals, { protocol, port: from, family }, network),
    }));
  const [tcp, udp] = [judged('tcp'), judged('udp')];
  const usual = unnamedPort(all);
  const defaults = [tcp, udp].map((ports) => ports.find(({ from, to }) => from <= usual && usual <= to)!);
  const looser =
    defaults.find(({ verdict }) => verdict === 'open') ??
    defaults.find(({ verdict }) => verdict === 'unknown') ??
    defaults[0]!;
  return {
    absent: null,
    filtered: [...tcp, ...udp].some(({ verdict }) => verdict === 'closed'),
    defaultVerdict: looser.verdict === 'open' ? 'accept' : looser.verdict === 'unknown' ? 'unknown' : looser.refusal,
    defaultBy: looser.by,
    tcp: merged(tcp),
    udp: merged(udp),
  };
}

type Arrival = Pick<Flow, 'device' | 'destination' | 'sourcePort'>;
interface Judged {
  verdict: PortReach['verdict'];
  by: string;
  published: boolean;
  refusal: 'drop' | 'reject';
}

/** Open when there is one way in: a stranger chooses the address, the interface and the source port. */
function judgePort(
  arrivals: readonly Arrival[],
  { protocol, port, family }: { protocol: Protocol; port: number; family: Family },
  network: Network,
): Judged {
  const sources = { may: strangers[family], sure: strangers[family] };
  const fates = arrivals
    .filter(({ sourcePort }) => !isDhcpAnswer(protocol, port, sourcePort))
    .flatMap((arrival) => {
      const original = { destination: arrival.destination, port };
      return fatesOf({ family, protocol, port, original, translated: 'no', ...arrival }, sources, network);
    });
  const may = fates.filter(({ arrived }) => isAnywhere(arrived.may, family));
  // A published container port counts as open unless it is surely closed: what stands behind it guards nothing.
  const open = may.find(({ arrived, flow }) => flow.translated === 'forwarded' || isAnywhere(arrived.sure, family));
  if (open)
    return {
      verdict: 'open',
      by: open.letInBy ?? 'no rule',
      published: open.flow.translated === 'forwarded',
      refusal: 'drop',
    };
  const [unsure] = may;
  if (unsure) return { verdict: 'unknown', by: sayUnknown(unsure), published: false, refusal: 'drop' };
  const refused = fates.map(({ refusedBy }) => refusedBy).find((by) => by !== null);
  return { verdict: 'closed', by: refused?.text ?? 'no way in', published: false, refusal: refused?.by ?? 'drop' };
}

const sayUnknown = ({ unknown }: Fate): string =>
  `not evaluated: ${[...unknown].slice(0, 4).join(', ') || 'which of several rules comes first'}`;

/** DHCP's answers come from anywhere by design (RFC 2131, 4.1; RFC 8415, 7.2), and only a client reads them. */
const isDhcpAnswer = (protocol: Protocol, port: number, sourcePort: number): boolean =>
  protocol === 'udp' && ((port === 68 && sourcePort === 67) || (port === 546 && sourcePort === 547));

/** The ways in that the rules tell apart; of those that they treat alike, one. */
function arrivalsOf(rules: KernelRules, family: Family, all: readonly Rule[]): Arrival[] {
  const matches = all.flatMap((rule) => rule.when);
  const outside = rules.interfaces.filter((device) => device.outside);
  const devices = (outside.length > 0 ? outside : rules.interfaces).map(({ name }) => name);
  const addresses = (rules.addresses[family] ?? []).flatMap((text) => parseIp(text) ?? []).map(({ value }) => value);
  const names = new Set(matches.flatMap((match) => (match.on === 'interface' && match.side === 'in' ? match.any : [])));
  const ranges = matches.filter((match) => match.on === 'address' && match.side !== 'source');
  const spanning = prepare([{ when: ranges, verdict: { do: 'continue' } }], family).addresses;
  const sourcePorts = matches.flatMap((match) => (match.on === 'port' && match.side === 'source' ? match.any : []));

  const oneOfEach = <T>(values: readonly T[], signature: (value: T) => string): T[] => [
    ...new Map(values.map((value) => [signature(value), value])).values(),
  ];
  const someDevices = oneOfEach(devices, (device) =>
    [...names]
      .filter((name) => (name.endsWith('*') ? device.startsWith(name.slice(0, -1)) : name === device))
      .join(' '),
  );
  const someAddresses = oneOfEach(addresses, (address) =>
    ranges
      .map((match) => (spanning.get(match)?.some(({ first, last }) => first <= address && address <= last) ? '1' : '0'))
      .join(''),
  );
  const somePorts = oneOfEach(boundaries(sourcePorts), (port) =>
    sourcePorts.map(({ from, to }) => (from <= port && port <= to ? '1' : '0')).join(''),
  );
  const orUnknown = <T>(values: readonly T[]): (T | null)[] => (values.length > 0 ? [...values] : [null]);
  return orUnknown(someDevices).flatMap((device) =>
    orUnknown(someAddresses).flatMap((destination) =>
      somePorts.map((sourcePort) => ({ device, destination, sourcePort })),
    ),
  );
}

const boundaries = (ranges: readonly { from: number; to: number }[]): number[] =>
  [...new Set([1, ...ranges.flatMap(({ from, to }) => [from, to + 1])])]
    .filter((port) => port >= 1 && port <= 65535)
    .sort((a, b) => a - b);

const portRangesOf = (all: readonly Rule[]) =>
  all.flatMap((rule) =>
    rule.when.flatMap((match: Match) => (match.on === 'port' && match.side !== 'source' ? match.any : [])),
  );

/** Ranges of ports within which no rule makes a difference; DHCP's two stand alone. */
function portAtoms(all: readonly Rule[]): { from: number; to: number }[] {
  const dhcp = [68, 546].map((port) => ({ from: port, to: port }));
  const starts = boundaries([...portRangesOf(all), ...dhcp]);
  return starts.map((from, i) => ({ from, to: (starts[i + 1] ?? 65536) - 1 }));
}

/** The highest port that no rule singles out; every rule with a range of all ports is for every port. */
function unnamedPort(all: readonly Rule[]): number {
  const named = portRangesOf(all).filter(({ from, to }) => to - from < 65534);
  const starts = boundaries(named).reverse();
  return starts.find((port) => !named.some(({ from, to }) => from <= port && port <= to)) ?? 65535;
}

function merged(ports: readonly (Judged & { from: number; to: number })[]): PortReach[] {
  const result: PortReach[] = [];
  for (const { from, to, verdict, by, published } of ports) {
    const last = result.at(-1);
    if (last && last.verdict === verdict && last.by === by) last.to = to;
    else result.push({ from, to, verdict, by, published });
  }
  return result;
}
