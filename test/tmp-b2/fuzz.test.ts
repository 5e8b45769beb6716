import { expect, it } from 'vitest';
import { reachOf, strangerReach } from '../../shared/firewall/stranger-reach';
import { labPorts, startLab } from '../support/firewall-lab';
import { collectKernelRules } from '../support/kernel-rules';

let seed = Number(process.env.SEED ?? 1);
const rnd = (n: number) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
};
const pick = <T>(a: T[]): T => a[rnd(a.length)]!;
const port = () => pick(labPorts);
const prange = () => {
  const a = port(),
    b = port();
  return a === b ? [a, a] : a < b ? [a, b] : [b, a];
};
const nftMatch = () =>
  pick([
    () => `tcp dport ${port()}`,
    () => `udp dport ${port()}`,
    () => {
      const [a, b] = prange();
      return a === b ? `tcp dport ${a}` : `tcp dport ${a}-${b}`;
    },
    () => `tcp dport { ${[...new Set([port(), port(), port()])].join(', ')} }`,
    () => `tcp dport != ${port()}`,
    () => 'meta l4proto udp',
    () => `iifname "eth0"`,
    () => `iifname != "lo"`,
    () => 'iifname "eth1"',
    () => 'ip daddr 203.0.113.5',
    () => 'ip saddr 10.0.0.0/8',
    () => 'ip saddr != 10.0.0.0/8',
    () => 'ct state new',
    () => 'ct state { established, related }',
    () => 'meta nfproto ipv4',
    () => `tcp dport < ${port()}`,
    () => `th dport ${port()}`.replace('th', 'meta l4proto { tcp, udp } th'),
    () => 'ip6 daddr 2001:db8::/32',
    () => 'meta mark 0x1',
    () => 'fib daddr type local',
    () => 'tcp flags syn',
    () => 'meta mark & 0x3 == 0x2',
  ])();
const chains = ['c1', 'c2', 'c3'];
const nftVerdict = (i: number) =>
  pick([
    'accept',
    'drop',
    'reject',
    'return',
    'accept',
    'drop',
    'meta mark set 0x2',
    'counter',
    ...chains.slice(i).flatMap((c) => [`jump ${c}`, `goto ${c}`]),
  ]);
const nftRule = (i: number) => `    ${Array.from({ length: rnd(3) }, nftMatch).join(' ')} ${nftVerdict(i)}`;
const nft = () => `table inet f {
${[...chains]
  .reverse()
  .map(
    (c) =>
      `  chain ${c} {\n${Array.from({ length: 1 + rnd(4) }, () => nftRule(chains.indexOf(c) + 1)).join('\n')}\n  }`,
  )
  .join('\n')}
  chain input { type filter hook input priority 0; policy ${pick(['accept', 'drop'])};
    ip6 nexthdr icmpv6 accept
    ct state established accept
${Array.from({ length: 2 + rnd(6) }, () => nftRule(0)).join('\n')}
  }
${rnd(3) === 0 ? `  chain second { type filter hook ${pick(['input', 'prerouting'])} priority ${pick(['-5', '10'])}; policy accept;\n    ip6 nexthdr icmpv6 accept\n    ct state established accept\n${nftRule(3).replace(/reject/, 'drop')}\n${nftRule(3).replace(/reject/, 'drop')}\n  }` : ''}
}
${rnd(3) === 0 ? `table ip n { chain pre { type nat hook prerouting priority -100; policy accept;\n    tcp dport ${port()} redirect to :${port()}\n    tcp dport ${port()} dnat to 172.17.0.2:80\n  }\n}` : ''}`;
const iptMatch = () =>
  pick([
    () => `-p tcp --dport ${port()}`,
    () => `-p udp --dport ${port()}`,
    () => {
      const [a, b] = prange();
      return `-p tcp --dport ${a}:${b}`;
    },
    () => `-p tcp -m multiport --dports ${[...new Set([port(), port()])].join(',')}`,
    () => `-p tcp ! --dport ${port()}`,
    () => '-p tcp',
    () => '-p udp',
    () => '-i eth0',
    () => '! -i lo',
    () => '-i eth+',
    () => '-i docker0',
    () => '-m conntrack --ctstate NEW',
    () => '-m addrtype --dst-type LOCAL',
    () => '-m addrtype --dst-type MULTICAST',
    () => '-p tcp --syn',
    () => '-m mark --mark 0x2/0x3',
    () => '-m limit --limit 1000/sec --limit-burst 10000',
    () => '-p tcp -m connlimit --connlimit-above 1000',
  ])();
const ipt = () =>
  [
    ...chains.map((c) => `-N ${c}`),
    `-P INPUT ${pick(['ACCEPT', 'DROP'])}`,
    ...(rnd(2) ? [`-t mangle -A PREROUTING -p tcp --dport ${port()} -j MARK --set-mark 0x2`] : []),
    'ICMP',
    '-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT',
    ...['INPUT', ...chains].flatMap((c, i) =>
      Array.from(
        { length: 1 + rnd(5) },
        () =>
          `-A ${c} ${iptMatch()} ${pick(['-j ACCEPT', '-j DROP', '-j REJECT', '-j RETURN', '', ...chains.slice(i).flatMap((t) => [`-j ${t}`, `-g ${t}`])])}`,
      ),
    ),
  ]
    .flatMap((l) =>
      l === 'ICMP' ? ['ip6tables -A INPUT -p ipv6-icmp -j ACCEPT'] : [`iptables ${l}`, `ip6tables ${l}`],
    )
    .join('\n');
it('fuzz', async () => {
  const lab = await startLab();
  const bad: string[] = [];
  let n = 0,
    unk = 0,
    tot = 0;
  try {
    const end = Date.now() + Number(process.env.SECONDS ?? 60) * 1000;
    while (Date.now() < end) {
      const set = rnd(3) ? `nft -f - <<'R'\n${nft()}\nR` : ipt();
      try {
        lab.host(`nft flush ruleset\n${set}`);
      } catch (e) {
        console.log(
          'invalid',
          String((e as { stderr?: string }).stderr ?? e)
            .split('\n')
            .slice(0, 3)
            .join(' | '),
        );
        continue;
      }
      n++;
      const reach = strangerReach(await collectKernelRules(lab));
      const got = lab.knock();
      for (const protocol of ['tcp', 'udp'] as const)
        for (const family of ['ipv4', 'ipv6'] as const)
          for (const p of labPorts) {
            const { verdict, by } = reachOf(reach, protocol, p)[family];
            tot++;
            if (verdict === 'unknown') {
              unk++;
              continue;
            }
            if ((verdict === 'open') !== got[protocol][family].includes(p))
              bad.push(`${protocol} ${p} ${family} ${verdict} by ${by}\n${set}`);
          }
    }
  } finally {
    lab.stop();
  }
  console.log({ n, unk, tot, bad: bad.length });
  console.log(
    bad
      .filter((b, i) => i === 0 || b.slice(b.indexOf('\n')) !== bad[i - 1]!.slice(bad[i - 1]!.indexOf('\n')))
      .slice(0, 3)
      .join('\n=====\n'),
  );
  expect(bad.length).toBe(0);
}, 600_000);
