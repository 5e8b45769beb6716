import { type Family, parseIp } from '../ip-address';
import { type AddressSet, addressSet, everybody, intersect, nobody, subtract } from './address-set';
import type { Flow } from './flow';
import type { Match, Rule } from './rule';
import { isNegligible } from './stranger';

/** Whether a flow meets a condition; `maybe` where that cannot be known. */
type Answer = 'yes' | 'no' | 'maybe';

/** When a rule applies: not at all (null), or to these sources (null: to all), and whether that is certain. */
export interface Hit {
  certain: boolean;
  sources: AddressSet | null;
  /** Names of what could not be evaluated. */
  unknown: string[];
}

/** Conditions on addresses, turned into numbers once for a family's rules. Bits of the mark that any rule may set. */
export interface Prepared {
  addresses: Map<Match, AddressSet>;
  markBits: number;
}

export function prepare(rules: readonly Rule[], family: Family): Prepared {
  const addresses: Prepared['addresses'] = new Map();
  let markBits = 0;
  for (const rule of rules) {
    if (rule.verdict.do === 'mark') markBits |= rule.verdict.bits;
    for (const match of rule.when) {
      if (match.on !== 'address') continue;
      const ranges = match.any.map(({ from, to }) => ({ from: parseIp(from), to: parseIp(to) }));
      const set = addressSet(
        ranges.flatMap(({ from, to }) =>
          from?.family === family && to?.family === family ? [{ first: from.value, last: to.value }] : [],
        ),
      );
      addresses.set(match, match.side === 'source' && isNegligible(set, family) ? nobody : set);
    }
  }
  return { addresses, markBits };
}

/** False for rules that no stranger's new connection meets, whatever its port: leaving them out saves most of the work. */
export function concernsStrangers(rule: Rule, family: Family, { addresses }: Prepared): boolean {
  return rule.when.every((match) => {
    if (match.on === 'first-packet') return match.holds;
    if (match.on === 'family') return match.any.includes(family) !== match.not;
    if (match.on !== 'address' || match.side !== 'source' || match.not) return true;
    return (addresses.get(match) ?? nobody).length > 0;
  });
}

/** Null: the rule does not apply to this flow, whatever its source. */
export function hitOf(rule: Rule, flow: Flow, prepared: Prepared): Hit | null {
  const hit: Hit = { certain: true, sources: null, unknown: [] };
  for (const match of rule.when) {
    if (match.on === 'address' && match.side === 'source') {
      const set = prepared.addresses.get(match) ?? nobody;
      const wanted = match.not ? subtract(everybody, set) : set;
      hit.sources = hit.sources ? intersect(hit.sources, wanted) : wanted;
      if (hit.sources.length === 0) return null;
      continue;
    }
    const answer = answerOf(match, flow, prepared);
    if (answer === 'no') return null;
    if (answer === 'maybe') {
      hit.certain = false;
      hit.unknown.push(match.on === 'unknown' ? match.what : match.on);
    }
  }
  return hit;
}

function answerOf(match: Match, flow: Flow, prepared: Prepared): Answer {
  if (match.on === 'unknown') return 'maybe';
  if (match.on === 'first-packet') return match.holds ? 'yes' : 'no';
  const plain = plainAnswer(match, flow, prepared);
  if (plain === 'maybe' || !match.not) return plain;
  return plain === 'yes' ? 'no' : 'yes';
}

const yes = (holds: boolean): Answer => (holds ? 'yes' : 'no');

/** Before the rule's `not`. */
function plainAnswer(
  match: Exclude<Match, { on: 'unknown' | 'first-packet' }>,
  flow: Flow,
  prepared: Prepared,
): Answer {
  switch (match.on) {
    case 'family':
      return yes(match.any.includes(flow.family));
    case 'protocol':
      return yes(match.any.includes(flow.protocol));
    case 'port': {
      const port = { source: flow.sourcePort, destination: flow.port, 'original-destination': flow.original.port };
      return yes(match.any.some(({ from, to }) => from <= port[match.side] && port[match.side] <= to));
    }
    case 'interface':
      return match.side === 'in' ? inInterface(match.any, flow) : outInterface(match.any, flow);
    case 'address': {
      const destination = match.side === 'destination' ? flow.destination : flow.original.destination;
      if (destination === null) return 'maybe';
      const set = prepared.addresses.get(match) ?? nobody;
      return yes(set.some(({ first, last }) => first <= destination && destination <= last));
    }
    case 'state':
      // A new connection; the states that only the raw table can bring about have no typed form.
      return yes(match.any.includes('new') || (match.any.includes('dnat') && flow.translated !== 'no'));
    case 'address-type': {
      if (match.side === 'source') return yes(match.any.includes('unicast'));
      return yes(match.any.includes(flow.translated === 'forwarded' ? 'unicast' : 'local'));
    }
    case 'mark': {
      // Packets come in with the mark 0.
      if ((match.value & ~prepared.markBits) !== 0) return 'no';
      return (match.mask & prepared.markBits) === 0 ? yes(match.value === 0) : 'maybe';
    }
  }
}

const isNamed = (patterns: readonly string[], device: string): boolean =>
  patterns.some((pattern) => (pattern.endsWith('*') ? device.startsWith(pattern.slice(0, -1)) : pattern === device));

/** A stranger never comes in by the loopback. */
function inInterface(patterns: readonly string[], flow: Flow): Answer {
  if (flow.device !== null) return yes(isNamed(patterns, flow.device));
  if (patterns.includes('*')) return 'yes';
  return patterns.every((pattern) => pattern === 'lo') ? 'no' : 'maybe';
}

/** What stays on this host has no interface to go out by; what is forwarded goes by one that is not looked up. */
function outInterface(patterns: readonly string[], flow: Flow): Answer {
  if (patterns.includes('*')) return 'yes';
  if (flow.translated !== 'forwarded') return 'no';
  return patterns.every((pattern) => pattern === 'lo') ? 'no' : 'maybe';
}
