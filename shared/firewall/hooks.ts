import { type Family, parseIp } from '../ip-address';
import { sizeOf } from './address-set';
import type { Flow } from './flow';
import type { Prepared } from './matching';
import type { Chain, Rule, Table } from './rule';
import { sayPolicy, sayRule } from './say-rule';
import { type Budget, join, none, type Outcome, runBase, type Sources } from './walk';

/** A base chain with the chains of its table, which it may jump to. */
interface Hooked {
  chain: Chain;
  table: ReadonlyMap<string, Chain>;
}
type Hook = NonNullable<Chain['base']>['hook'];
export type Hooks = Record<Hook, Hooked[]>;

const familiesOf = { ipv4: ['ip', 'inet', 'netdev'], ipv6: ['ip6', 'inet', 'netdev'] };
export const tablesOf = (tables: readonly Table[], family: Family): Table[] =>
  tables.filter((table) => familiesOf[family].includes(table.family));

/** Base chains that a family's packets meet, in the order of their priority. */
export function hooksOf(tables: readonly Table[]): Hooks {
  const hooked = tables
    .flatMap((table) => {
      const chains = new Map(table.chains.map((chain) => [chain.name, chain]));
      return table.chains.filter((chain) => chain.base).map((chain) => ({ chain, table: chains }));
    })
    .sort((a, b) => a.chain.base!.priority - b.chain.base!.priority);
  const at = (hook: Hook) => hooked.filter(({ chain }) => chain.base!.hook === hook);
  return { ingress: at('ingress'), prerouting: at('prerouting'), input: at('input'), forward: at('forward') };
}

/** What becomes of a flow: who gets to the end, by which rule, or what kept them out. */
export interface Fate {
  flow: Flow;
  arrived: Sources;
  letInBy: string | null;
  refusedBy: { text: string; by: 'drop' | 'reject' } | null;
  unknown: ReadonlySet<string>;
}

export interface Network {
  hooks: Hooks;
  prepared: Prepared;
  budget: Budget;
  /** Whether an address is the host's own. */
  isOwn: (address: bigint, family: Family) => boolean;
}

/**
 * Takes a flow through ingress and prerouting, then, by where that sends it, through input or forward. A packet has to pass
 * every base chain: accepting ends one chain only, dropping is final (nft(8), VERDICT STATEMENTS).
 */
export function fatesOf(flow: Flow, sources: Sources, network: Network): Fate[] {
  const { hooks } = network;
  const start: Fate = { flow, arrived: sources, letInBy: null, refusedBy: null, unknown: new Set() };
  const routed = pass([...hooks.ingress, ...hooks.prerouting], [start], network);
  const isForwarded = (fate: Fate) => fate.flow.translated === 'forwarded';
  return [
    ...pass(
      hooks.input,
      routed.filter((fate) => !isForwarded(fate)),
      network,
    ),
    ...pass(hooks.forward, routed.filter(isForwarded), network),
  ];
}

const pass = (hooked: readonly Hooked[], fates: Fate[], network: Network): Fate[] =>
  hooked.reduce((before, { chain, table }) => before.flatMap((fate) => passOne(fate, chain, table, network)), fates);

function passOne(fate: Fate, chain: Chain, table: Hooked['table'], network: Network): Fate[] {
  // A connection is translated once.
  if (chain.base!.type === 'nat' && fate.flow.translated !== 'no') return [fate];
  const { prepared, budget } = network;
  const outcome = runBase(chain, fate.arrived, { flow: fate.flow, prepared, chains: table, budget });
  const unknown = new Set([...fate.unknown, ...outcome.unknown]);
  const passed = outcome.accepted.reduce((sum, { sources }) => join(sum, sources), none);
  const going: Fate = {
    flow: fate.flow,
    // An ingress chain sits on one interface, which nft does not name: what it refuses may have come in by another one.
    arrived: chain.base!.hook === 'ingress' ? { may: fate.arrived.may, sure: passed.sure } : passed,
    letInBy: letInBy(chain, outcome) ?? fate.letInBy,
    refusedBy: refusedBy(outcome) ?? fate.refusedBy,
    unknown,
  };
  const translated = outcome.translated.map(({ sources, rule }) => ({
    ...fate,
    flow: translate(fate.flow, rule, network),
    arrived: sources,
    letInBy: sayRule(chain.name, rule),
    unknown,
  }));
  return [going, ...translated];
}

/** The rule by which most get in; a policy only where no rule does. */
function letInBy(chain: Chain, { accepted }: Outcome): string | null {
  if (chain.base!.type === 'nat' || chain.base!.hook === 'ingress') return null;
  const most = largest(accepted.filter(({ rule }) => rule !== null));
  if (most?.rule) return sayRule(most.chain, most.rule);
  return accepted.length > 0 ? sayPolicy(chain.name, 'accept') : null;
}

function refusedBy({ refused }: Outcome): Fate['refusedBy'] {
  const most = largest(refused);
  if (!most) return null;
  return { text: most.rule ? sayRule(most.chain, most.rule) : sayPolicy(most.chain, 'drop'), by: most.by };
}

const largest = <T extends { sources: Sources }>(entries: readonly T[]): T | undefined =>
  entries
    .map((entry) => ({ entry, size: sizeOf(entry.sources.sure) + sizeOf(entry.sources.may) }))
    .reduce<{ entry: T; size: bigint } | null>((best, next) => (best && best.size >= next.size ? best : next), null)
    ?.entry;

function translate(flow: Flow, { verdict }: Rule, { isOwn }: Network): Flow {
  if (verdict.do === 'redirect') return { ...flow, port: verdict.port ?? flow.port, translated: 'here' };
  if (verdict.do !== 'dnat') return flow;
  const address = verdict.address === null ? null : (parseIp(verdict.address)?.value ?? null);
  const staysHere = verdict.address === null || (address !== null && isOwn(address, flow.family));
  return {
    ...flow,
    destination: verdict.address === null ? flow.destination : address,
    port: verdict.port ?? flow.port,
    translated: staysHere ? 'here' : 'forwarded',
  };
}
