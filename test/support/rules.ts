import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Read, seen, unseen } from '../../shared/fact';
import { type KernelRules, kernelRules } from '../../shared/facts/host/kernel-rules';
import { type KernelRuleTexts, readKernelRules } from '../../shared/firewall/read-kernel-rules';

const fixture = (name: string) => readFileSync(path.resolve(__dirname, `../fixtures/${name}`), 'utf8');
const noTool = (tool: string) => unseen('no-tool', { tool });

/** What the commands print on a host; those that are not stated are not installed. */
type Given = Partial<Record<Exclude<keyof KernelRuleTexts, 'warnsOfLegacy'>, string | Read<string>>>;
export const readTexts = (given: Given & { warnsOfLegacy?: boolean }): Read<KernelRules> => {
  const text = (key: Exclude<keyof KernelRuleTexts, 'warnsOfLegacy'>, tool: string): Read<string> => {
    const one = given[key] ?? noTool(tool);
    return typeof one === 'string' ? seen(one) : one;
  };
  return readKernelRules({
    nft: text('nft', 'nft'),
    ipv4: text('ipv4', 'iptables-save'),
    ipv6: text('ipv6', 'ip6tables-save'),
    legacyIpv4: text('legacyIpv4', 'iptables-legacy-save'),
    legacyIpv6: text('legacyIpv6', 'ip6tables-legacy-save'),
    network: text('network', 'cat'),
    warnsOfLegacy: given.warnsOfLegacy ?? false,
  });
};
const must = (read: Read<KernelRules>): KernelRules => {
  if (!read.ok) throw new Error(JSON.stringify(read.reason));
  return kernelRules.schema.parse(read.value);
};

export const networkOf = (name: 'both' | 'link-local' | 'no-ipv6'): string => fixture(`network/${name}.txt`);
/** Recorded from ufw: nft's list and iptables-save's, as both are there on a real host. */
export const recordedRules = (name: string, network: Parameters<typeof networkOf>[0] = 'both'): KernelRules =>
  must(
    readTexts({
      nft: fixture(`firewall/${name}.nft`),
      ipv4: fixture(`firewall/${name}.ipv4`),
      ipv6: fixture(`firewall/${name}.ipv6`),
      network: seen(networkOf(network)),
    }),
  );
/** iptables' filter table, the same for both families unless IPv6 is given. */
export const iptablesRules = (
  filter: string,
  more: { ipv6?: string; nat?: string; network?: string } = {},
): KernelRules => {
  const save = (body: string) => {
    const text = body.includes(':INPUT') ? body : `:INPUT DROP [0:0]\n${body}`;
    return `*filter\n${text.trim()}\nCOMMIT\n${more.nat ? `*nat\n:PREROUTING ACCEPT [0:0]\n${more.nat}\nCOMMIT\n` : ''}`;
  };
  return must(
    readTexts({
      ipv4: save(filter),
      ipv6: save(more.ipv6 ?? filter),
      network: seen(more.network ?? networkOf('both')),
    }),
  );
};
export const nftRules = (...objects: object[]): KernelRules =>
  must(readTexts({ nft: JSON.stringify({ nftables: objects }), network: networkOf('both') }));
export const noRules = (network: Parameters<typeof networkOf>[0] = 'both'): KernelRules =>
  must(readTexts({ nft: '{"nftables": []}', network: seen(networkOf(network)) }));
