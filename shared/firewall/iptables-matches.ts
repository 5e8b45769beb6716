import { extensionMatches } from './iptables-extensions';
import { readAddress } from './iptables-values';
import { type Match, protocolName } from './rule';

/** The conditions of one iptables rule, as iptables-save prints them. Null when the words are no conditions. */
export function iptablesMatches(words: readonly string[]): Match[] | null {
  const found: Match[] = [];
  const rest = [...words];
  while (rest.length > 0) {
    const not = rest[0] === '!';
    if (not) rest.shift();
    const option = rest.shift()!;
    if (option === '-m' && !not) found.push(...extensionMatches(rest.shift() ?? '', takeOwn(rest)));
    else if (option === '-f') found.push({ on: 'first-packet', what: 'fragment', holds: not });
    else if (Object.hasOwn(general, option)) found.push(...general[option]!(rest.shift() ?? '', not));
    else return null;
  }
  return found;
}

const general: Record<string, (value: string, not: boolean) => Match[]> = {
  '-p': (value, not) => (value === 'all' ? [] : [{ on: 'protocol', any: [protocolName(value)], not }]),
  '-s': (value, not) => [readAddress('source', value, not)],
  '-d': (value, not) => [readAddress('destination', value, not)],
  '-i': (value, not) => [{ on: 'interface', side: 'in', any: [wildcard(value)], not }],
  '-o': (value, not) => [{ on: 'interface', side: 'out', any: [wildcard(value)], not }],
};

const wildcard = (name: string): string => name.slice(0, 60).replace(/\+$/, '*');

/** The words that belong to one extension: up to the next option that stands for itself. */
function takeOwn(rest: string[]): string[] {
  const isNext = (word: string | undefined) =>
    word !== undefined && (Object.hasOwn(general, word) || word === '-m' || word === '-f');
  const end = rest.findIndex((word, i) => isNext(word === '!' ? rest[i + 1] : word));
  return rest.splice(0, end < 0 ? rest.length : end);
}
