import { type Read, seen, unseen } from '../fact';
import { nftRules } from './nft-rule';
import { field, isObject, type Json } from './nft-values';
import { type Chain, maxRules, type Rule, safeName, type Table, unknownMatch } from './rule';

const maxElements = 200_000;

/** `nft -j list ruleset`, libnftables-json(5). Tables that are switched off (dormant) are left out, as the kernel does. */
export function parseNftRuleset(text: string): Read<Table[]> {
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch {
    return malformed('no JSON');
  }
  const objects = field(parsed, 'nftables');
  if (!Array.isArray(objects)) return malformed('no list of objects');
  const of = (kind: string) => objects.map((object) => field(object, kind)).filter((object) => object !== undefined);

  const tables = new Map<
    string,
    { table: Table; isKnown: boolean; sets: Map<string, Json[]>; chains: Map<string, Chain> }
  >();
  for (const object of of('table')) {
    const [family, name] = [field(object, 'family'), field(object, 'name')];
    if (typeof family !== 'string' || typeof name !== 'string') return malformed('a table');
    const { isDormant, isKnown } = flagsOf(object);
    if (!isFiltered(family) || (isDormant && isKnown)) continue;
    const table: Table = { by: 'nft', family, name: safeName(name, tables.size), chains: [] };
    tables.set(`${family} ${name}`, { table, isKnown, sets: new Map(), chains: new Map() });
  }
  const tableOf = (object: Json) => tables.get(`${String(field(object, 'family'))} ${String(field(object, 'table'))}`);

  let elements = 0;
  for (const object of [...of('set'), ...of('map')]) {
    const [name, given] = [field(object, 'name'), field(object, 'elem') ?? []];
    if (typeof name !== 'string' || !Array.isArray(given)) return malformed('a set');
    elements += given.length;
    tableOf(object)?.sets.set(name, given);
  }
  if (elements > maxElements) return malformed(`more than ${maxElements} elements in sets`);

  for (const object of of('chain')) {
    const name = field(object, 'name');
    if (typeof name !== 'string') return malformed('a chain');
    const owner = tableOf(object);
    if (!owner) continue;
    const chain: Chain = { name: safeName(name, owner.chains.size), base: baseOf(object), rules: [] };
    if (chain.base && !owner.isKnown) chain.rules.push(perhapsDormant);
    owner.chains.set(name, chain);
    owner.table.chains.push(chain);
  }

  let rules = 0;
  for (const object of of('rule')) {
    const owner = tableOf(object);
    if (!owner) continue;
    const [chain, expressions] = [owner.chains.get(String(field(object, 'chain'))), field(object, 'expr')];
    if (!chain || !Array.isArray(expressions)) return malformed('a rule');
    const read = nftRules(expressions, owner.sets);
    rules += read.length;
    // The same named set may stand in many rules, each with its own copy.
    elements += read
      .flatMap((rule) => rule.when)
      .reduce((sum, match) => sum + ('any' in match ? match.any.length : 0), 0);
    if (rules > maxRules || elements > maxElements) return malformed('more rules than can be evaluated');
    chain.rules.push(...read);
  }
  return seen([...tables.values()].map(({ table }) => table));
}

const malformed = (what: string) => unseen('malformed', { what: `nft: ${what}` });

/** Bridges and ARP carry no stranger's connection to a port. */
const isFiltered = (family: string): family is Table['family'] => ['ip', 'ip6', 'inet', 'netdev'].includes(family);

/** Flags as one word, several words or a list. nft 1.0.6 prints whatever lies in memory instead of them. */
function flagsOf(table: Json): { isDormant: boolean; isKnown: boolean } {
  const flags = [field(table, 'flags') ?? []].flat().flatMap((flag) => String(flag).split(/[ ,]+/));
  return {
    isDormant: flags.includes('dormant'),
    isKnown: flags.every((flag) => flag === 'dormant' || flag === 'owner' || flag === 'persist'),
  };
}

/** In front of a chain of which it is not known whether the kernel runs it. */
const perhapsDormant: Rule = { when: [unknownMatch('flags of a table')], verdict: { do: 'accept' } };

function baseOf(object: Json): Chain['base'] {
  const [hook, type, priority, policy] = ['hook', 'type', 'prio', 'policy'].map((name) => field(object, name));
  if (!isObject(object) || (hook !== 'ingress' && hook !== 'prerouting' && hook !== 'input' && hook !== 'forward'))
    return null;
  // A nat chain at input rewrites sources only.
  if (type === 'nat' && hook !== 'prerouting') return null;
  return {
    hook,
    type: type === 'nat' ? 'nat' : 'filter',
    priority: typeof priority === 'number' ? Math.trunc(priority) : 0,
    policy: policy === 'drop' ? 'drop' : 'accept',
  };
}
