import { parseIp } from '../ip-address';
import { nftMatches } from './nft-matches';
import { elementsOf, field, isObject, type Json, type NamedSets } from './nft-values';
import { type Match, maxRules, type Rule, safeName, unknownMatch, type Verdict } from './rule';

/** Statements that change nothing of where a packet goes. */
const goesOn = new Set([
  'counter',
  'log',
  'last',
  'dup',
  'ct helper',
  'ct timeout',
  'ct expectation',
  'snat',
  'masquerade',
]);

/**
 * One nft rule becomes one or more: each verdict of a map, and each element of a concatenated set, is a rule of its own, in
 * order. That changes nothing, as the elements of a set exclude each other.
 */
export function nftRules(expressions: readonly Json[], sets: NamedSets): Rule[] {
  const rules: Rule[] = [];
  let variants: Match[][] = [[]];
  const emit = (verdict: Verdict, extra: Match[] = []) => {
    for (const when of variants) rules.push({ when: [...when, ...extra], verdict });
  };
  const narrow = (alternatives: Match[][]) => {
    if (variants.length * alternatives.length > maxRules) variants = [[unknownMatch('a large concatenation')]];
    else variants = variants.flatMap((when) => alternatives.map((more) => [...when, ...more]));
  };
  for (const expression of expressions) {
    const [kind = ''] = isObject(expression) ? Object.keys(expression) : [];
    const body = field(expression, kind) ?? null;
    const verdict = verdictOf(kind, body);
    if (verdict) {
      if (verdict.do !== 'continue') emit(verdict, impliedBy(body));
      if (!['mark', 'continue', 'unknown'].includes(verdict.do)) return rules;
    } else if (kind === 'match') {
      narrow(matchAlternatives(body, sets));
    } else if (kind === 'vmap') {
      for (const { when, verdict: mapped } of verdictMap(body, sets)) emit(mapped, when);
    } else if (!goesOn.has(kind)) {
      narrow([[statementMatch(kind, body)]]);
    }
  }
  return rules;
}

/** A concatenation is looked up as a whole, so each element is a conjunction of its parts. */
function matchAlternatives(body: Json, sets: NamedSets): Match[][] {
  const [left, right, op] = [field(body, 'left'), field(body, 'right'), String(field(body, 'op') ?? '==')];
  const parts = field(left, 'concat');
  if (!Array.isArray(parts)) return [nftMatches(left, op, right, sets)];
  const elements = elementsOf(right, sets);
  if (op !== '==' || !elements) return [[unknownMatch('concatenation')]];
  return elements.map((element) => concatenated(parts, element, sets));
}

function concatenated(parts: readonly Json[], element: Json, sets: NamedSets): Match[] {
  const values = field(element, 'concat');
  if (!Array.isArray(values) || values.length !== parts.length) return [unknownMatch('concatenation')];
  return parts.flatMap((part, i) => nftMatches(part, '==', values[i], sets));
}

function verdictMap(body: Json, sets: NamedSets): Rule[] {
  const [key, entries] = [field(body, 'key'), elementsOf(field(body, 'data'), sets)];
  const opaque: Rule = { when: [unknownMatch('verdict map')], verdict: { do: 'unknown', what: 'verdict map' } };
  if (!entries) return [opaque];
  const parts = field(key, 'concat');
  return entries.map((entry) => {
    if (!Array.isArray(entry) || entry.length !== 2) return opaque;
    const [given, then] = entry;
    const value = field(field(given, 'elem'), 'val') ?? given ?? null;
    const [kind = ''] = isObject(then) ? Object.keys(then) : [];
    const when = Array.isArray(parts)
      ? concatenated(parts, value, sets)
      : value === '*'
        ? []
        : nftMatches(key, isFlags(key) ? 'in' : '==', value, sets);
    return { when, verdict: verdictOf(kind, field(then, kind) ?? null) ?? { do: 'unknown', what: kind.slice(0, 64) } };
  });
}
const isFlags = (key: Json | undefined): boolean => field(field(key, 'ct'), 'key') === 'state';

/**
 * nft leaves out of its list what a verdict implies: `meta nfproto ipv4 reject` in an inet table comes back as a reject of
 * type icmp, and says nothing of IPv6.
 */
function impliedBy(body: Json): Match[] {
  const [type, family] = [field(body, 'type'), field(body, 'family')];
  if (type === 'tcp reset') return [{ on: 'protocol', any: ['tcp'], not: false }];
  if (type === 'icmp' || family === 'ip') return [{ on: 'family', any: ['ipv4'], not: false }];
  if (type === 'icmpv6' || family === 'ip6') return [{ on: 'family', any: ['ipv6'], not: false }];
  return [];
}

function verdictOf(kind: string, body: Json): Verdict | null {
  switch (kind) {
    case 'accept':
    case 'drop':
    case 'reject':
    case 'return':
    case 'continue':
      return { do: kind };
    case 'jump':
    case 'goto': {
      const chain = field(body, 'target');
      return typeof chain === 'string' ? { do: kind, chain: safeName(chain, 0) } : { do: 'unknown', what: kind };
    }
    case 'mangle':
      if (field(field(field(body, 'key'), 'meta'), 'key') === 'mark') {
        const value = field(body, 'value');
        return { do: 'mark', bits: typeof value === 'number' ? value : 0xffffffff };
      }
      // Rewriting an address or a port by hand, past the translation tables.
      return field(field(body, 'key'), 'payload') === undefined
        ? { do: 'continue' }
        : { do: 'unknown', what: 'mangle' };
    case 'dnat':
      return dnat(body);
    case 'redirect': {
      const port = field(body, 'port') ?? null;
      return port === null || typeof port === 'number'
        ? { do: 'redirect', port }
        : { do: 'unknown', what: 'redirect to several' };
    }
    case 'queue':
    case 'notrack':
    case 'tproxy':
    case 'synproxy':
    case 'fwd':
    case 'flow':
      return { do: 'unknown', what: kind };
    case 'xt': {
      // iptables' own extensions, which only iptables-save can read. Older nft does not even say whether it is a target.
      const name = field(body, 'name');
      return field(body, 'type') === 'match' ? null : { do: 'unknown', what: `xt ${String(name ?? '')}`.slice(0, 64) };
    }
    default:
      return null;
  }
}

function dnat(body: Json): Verdict {
  const [address, port] = [field(body, 'addr') ?? null, field(body, 'port') ?? null];
  const simple =
    (address === null || (typeof address === 'string' && parseIp(address))) &&
    (port === null || typeof port === 'number');
  return simple
    ? { do: 'dnat', address: address as string | null, port: port as number | null }
    : { do: 'unknown', what: 'dnat to several' };
}

/** Statements that also decide whether the rest of the rule is run. Nothing has been counted of a newcomer yet. */
function statementMatch(kind: string, body: Json): Match {
  const isOver = (limit: Json | undefined) => field(limit, 'inv') === true;
  if (kind === 'limit') return { on: 'first-packet', what: 'limit', holds: !isOver(body) };
  if (kind === 'ct count') return { on: 'first-packet', what: 'ct count', holds: !isOver(body) };
  if (kind === 'set' || kind === 'meter') {
    const inner = [field(body, 'stmt')].flat();
    const over = inner.some((statement) => isOver(field(statement, 'limit')) || isOver(field(statement, 'ct count')));
    return { on: 'first-packet', what: kind, holds: !over };
  }
  return unknownMatch(kind === 'xt' ? `xt ${String(field(body, 'name') ?? '')}` : kind);
}
