import { type Read, seen } from '../fact';
import type { KernelRules } from '../facts/host/kernel-rules';
import { parseIptablesSave } from './iptables-save';
import { parseNetwork } from './network';
import { parseNftRuleset } from './nft-ruleset';
import type { Chain, Table } from './rule';

/** The output of each command, or why there is none. */
export interface KernelRuleTexts {
  nft: Read<string>;
  ipv4: Read<string>;
  ipv6: Read<string>;
  legacyIpv4: Read<string>;
  legacyIpv6: Read<string>;
  network: Read<string>;
  /** iptables-save warned that there are rules of the older kind, which only the legacy commands list. */
  warnsOfLegacy: boolean;
}
type Unread = KernelRules['unread'][number];
const families = { ipv4: 'ip', ipv6: 'ip6' } as const;

/** The whole packet filter. No tool at all is no answer: the kernel may still hold rules. */
export function readKernelRules(texts: KernelRuleTexts): Read<KernelRules> {
  const unread: Unread[] = [];
  const iptables: Table[] = [];
  const nft = then(texts.nft, parseNftRuleset);
  for (const family of ['ipv4', 'ipv6'] as const) {
    const read = then(texts[family], (text) => parseIptablesSave(text, { family: families[family], by: 'iptables' }));
    if (read.ok) iptables.push(...read.value.tables);
    else if (!isAbsent(read)) unread.push({ family, what: 'iptables', reason: read.reason });
    // Where plain iptables is itself of the older kind, its rules are these.
    if (read.ok && !read.value.nfTables) continue;
    const legacy = then(texts[family === 'ipv4' ? 'legacyIpv4' : 'legacyIpv6'], (text) =>
      parseIptablesSave(text, { family: families[family], by: 'iptables-legacy' }),
    );
    if (legacy.ok) iptables.push(...legacy.value.tables);
    else if (texts.warnsOfLegacy || !isAbsent(legacy))
      unread.push({ family, what: 'iptables-legacy', reason: legacy.reason });
  }
  if (!nft.ok && (!isAbsent(nft) || iptables.length === 0)) {
    if (iptables.length === 0) return nft;
    for (const family of ['ipv4', 'ipv6'] as const) unread.push({ family, what: 'nft', reason: nft.reason });
  }
  const network = then(texts.network, parseNetwork);
  return seen({
    tables: onceEach(nft.ok ? nft.value : [], iptables),
    unread,
    // Without them no rule that names an interface or an address can be evaluated, and IPv6 has to be taken for granted.
    ...(network.ok ? network.value : { interfaces: [], addresses: { ipv4: null, ipv6: null }, ipv6: 'on' as const }),
  });
}

/**
 * Chains of iptables-nft are in nft's list too, but with opaque extensions: iptables-save speaks for those. A table of the
 * same name may also hold chains of nft's own, hooked in elsewhere, where iptables-save invents empty ones: nft speaks there.
 */
function onceEach(nft: readonly Table[], iptables: readonly Table[]): Table[] {
  const isSame = (a: Table, b: Table) => b.by === 'iptables' && a.family === b.family && a.name === b.name;
  const both = iptables.map((table) => {
    const listed = nft.find((other) => isSame(other, table));
    if (!listed) return table;
    const speaksFor = (chain: Chain) => {
      const other = listed.chains.find(({ name }) => name === chain.name);
      return !other || JSON.stringify(other.base) === JSON.stringify(chain.base);
    };
    const spoken = table.chains.filter(speaksFor);
    const names = new Set(spoken.map(({ name }) => name));
    return { ...table, chains: [...spoken, ...listed.chains.filter(({ name }) => !names.has(name))] };
  });
  return [...nft.filter((table) => !iptables.some((other) => isSame(table, other))), ...both];
}

const then = <A, B>(given: Read<A>, parse: (value: A) => Read<B>): Read<B> => (given.ok ? parse(given.value) : given);
const isAbsent = (read: { ok: false; reason: { code: string } }): boolean => read.reason.code === 'no-tool';
