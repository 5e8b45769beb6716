import { type Read, seen } from '../../../shared/fact';
import { kernelRules } from '../../../shared/facts/host/kernel-rules';
import { readKernelRules } from '../../../shared/firewall/read-kernel-rules';
import { defineProbe, type SectionOutput } from '../probe';
import { textOf, whyNot } from '../section-reason';

// IPv6's tables are missing where the kernel runs without it. /proc/net/fib_trie has the addresses among all routes.
const network = `\
for f in dev route ipv6_route if_inet6; do if [ -e /proc/net/$f ]; then echo "== $f"; cat /proc/net/$f || exit; fi; done
echo "== addresses"; awk '/\\|--/ { a = $2 } /\\/32 host LOCAL/ { print a }' /proc/net/fib_trie | sort -u`;

export const kernelRulesProbe = defineProbe({
  fact: kernelRules,
  roles: ['any'],
  sections: {
    nft: { as: 'root', seconds: 15, argv: () => ['nft', '-j', 'list', 'ruleset'] },
    ipv4: { as: 'root', seconds: 15, argv: () => ['iptables-save'] },
    ipv6: { as: 'root', seconds: 15, argv: () => ['ip6tables-save'] },
    // They list what /proc/net/ip_tables_names names, and load nothing.
    'legacy-ipv4': { as: 'root', seconds: 15, argv: () => ['iptables-legacy-save'] },
    'legacy-ipv6': { as: 'root', seconds: 15, argv: () => ['ip6tables-legacy-save'] },
    network: { as: 'user', seconds: 10, sh: () => network },
  },
  read: (outputs) =>
    readKernelRules({
      nft: textFrom(outputs.nft),
      ipv4: textFrom(outputs.ipv4),
      ipv6: textFrom(outputs.ipv6),
      legacyIpv4: textFrom(outputs['legacy-ipv4']),
      legacyIpv6: textFrom(outputs['legacy-ipv6']),
      network: textFrom(outputs.network),
      warnsOfLegacy: [outputs.ipv4, outputs.ipv6].some(({ stderr }) => /legacy tables present/.test(textOf(stderr))),
    }),
});

function textFrom(section: SectionOutput): Read<string> {
  const reason = whyNot(section);
  return reason ? { ok: false, reason } : seen(textOf(section.stdout));
}
