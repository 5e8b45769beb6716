import path from 'node:path';

/** Rule sets as people write them, each with what cannot be said of it. Run by `sh -e` in the lab's host. */
export interface RuleSet {
  name: string;
  apply: string;
  /** Ports of which neither open nor closed may be said. */
  unknown?: string[];
}

const nft = (name: string, body: string): RuleSet => ({
  name: `nft: ${name}`,
  apply: `nft -f - <<'RULES'\n${body}\nRULES`,
});
const both = (lines: string): string =>
  lines
    .trim()
    .split('\n')
    .flatMap((line) => [`iptables ${line}`, `ip6tables ${line}`])
    .join('\n');
/** Recorded from ufw itself: see the fixtures. */
const fixtures = path.resolve(__dirname, '../../fixtures/firewall');
const ufw = (name: string): RuleSet => ({
  name,
  apply: `iptables-restore < ${fixtures}/${name}.ipv4; ip6tables-restore < ${fixtures}/${name}.ipv6`,
});

export const ruleSets: RuleSet[] = [
  { name: 'no rules at all', apply: '' },
  nft(
    "the wiki's workstation",
    `table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    ct state vmap { invalid : drop, established : accept, related : accept }
    iif lo accept
    ip protocol icmp accept
    ip6 nexthdr icmpv6 accept
    tcp dport { 22, 80, 443 } accept
    udp dport 53 accept
    reject with icmpx type port-unreachable
  }
}`,
  ),
  nft(
    'IPv4 only',
    `table ip filter { chain in { type filter hook input priority 0; policy drop; tcp dport 22 accept
    ct state established accept; }; }`,
  ),
  nft(
    'sets, ranges, intervals, comparisons, negations',
    `table inet t {
  set web { type inet_service; flags interval; elements = { 80-81, 443 } }
  set inner { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.0.0/16 } }
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    ip6 nexthdr icmpv6 accept
    tcp dport @web accept
    tcp dport 1000-1010 accept
    tcp dport >= 60000 accept
    tcp dport != 1-65000 drop
    ip saddr @inner tcp dport 5432 accept
    ip saddr != @inner tcp dport 22 accept
    ip6 saddr fe80::/10 tcp dport 22 accept
    ip saddr . tcp dport { 10.0.0.1 . 3000, 0.0.0.0-255.255.255.255 . 5000 } accept
    udp dport vmap { 53 : accept, 68-80 : drop }
  }
}`,
  ),
  nft(
    'chains, return, goto, verdict maps',
    `table inet t {
  chain web { tcp dport 443 return
    tcp dport { 80, 443 } accept; }
  chain last { tcp dport 443 accept; }
  chain final { tcp dport 8080 accept; }
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    ip6 nexthdr icmpv6 accept
    meta l4proto tcp jump web
    tcp dport vmap { 22 : accept, 23 : drop, 5000-5010 : jump last }
    tcp dport 443 jump last
    tcp dport 8080-8081 goto final
    tcp dport 8081 accept
  }
}`,
  ),
  nft(
    'two tables: both must let in',
    `table inet one { chain input { type filter hook input priority -10; policy accept; tcp dport 5432 drop
    tcp dport 80 accept; }; }
table inet two { chain input { type filter hook input priority 10; policy drop; ct state established accept
    ip6 nexthdr icmpv6 accept
    tcp dport { 22, 80, 5432 } accept; }; }`,
  ),
  nft(
    'interfaces, own address, multicast, source ports',
    `table inet t {
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    ip6 nexthdr icmpv6 accept
    iifname "eth1" tcp dport 5432 accept
    iifname "eth0" tcp dport 22 accept
    iifname "eth*" tcp dport 23 accept
    iifname { "docker0", "lo" } accept
    iif != lo ip daddr 127.0.0.0/8 drop
    ip daddr 203.0.113.5 tcp dport 80 accept
    ip daddr 203.0.113.6 tcp dport 81 accept
    ip daddr 224.0.0.251 udp dport 53 accept
    fib daddr type local tcp dport 443 accept
    fib daddr type { broadcast, multicast } accept
    udp sport 67 udp dport 68 accept
    meta nfproto ipv6 tcp dport 3000 accept
    meta mark 0x7 tcp dport 8080 accept
    tcp flags & (fin|syn|rst|ack) == syn tcp dport 8081 accept
    tcp flags & (fin|syn) == (fin|syn) accept
    tcp dport 9999 ct state new limit rate 1000/second accept
    limit rate over 100000/second burst 10000 packets accept
  }
}`,
  ),
  nft(
    'dropped before input, redirected',
    `table inet raw { chain pre { type filter hook prerouting priority raw; policy accept; tcp dport 23 drop; }; }
table ip nat { chain pre { type nat hook prerouting priority dstnat; policy accept; tcp dport 81 redirect to :8081
    tcp dport 443 redirect to :5432; }; }
table inet filter { chain input { type filter hook input priority 0; policy drop; ct state established accept
    ip6 nexthdr icmpv6 accept
    tcp dport { 22, 23, 8081 } accept; }; }`,
  ),
  nft(
    'conditions that nft leaves out of its list, as the verdict implies them',
    `table inet t {
  chain pre { type nat hook prerouting priority dstnat; policy accept; tcp dport 8080 dnat ip to 172.17.0.2:80; }
  chain input {
    type filter hook input priority 0; policy accept;
    ct state established,related accept
    tcp dport 23 meta nfproto ipv4 reject
    tcp dport 81 meta nfproto ipv6 reject with icmpv6 type admin-prohibited
    meta l4proto tcp th dport 443 reject with tcp reset
    tcp dport 5000 reject with icmpx type no-route
  }
}`,
  ),
  nft(
    "firewalld's shape",
    `table inet firewalld {
  chain filter_PREROUTING { type filter hook prerouting priority 10; policy accept;
    icmpv6 type { nd-router-advert, nd-neighbor-solicit } accept
    meta nfproto ipv6 fib saddr . mark . iif oif missing drop; }
  chain filter_INPUT { type filter hook input priority 10; policy accept;
    ct state { established, related } accept
    ct status dnat accept
    iifname "lo" accept
    ct state invalid drop
    jump filter_INPUT_ZONES
    reject with icmpx type admin-prohibited; }
  chain filter_INPUT_ZONES { iifname "eth1" goto filter_IN_internal
    goto filter_IN_public; }
  chain filter_IN_internal { jump filter_IN_internal_allow; }
  chain filter_IN_internal_allow { tcp dport 5432 accept; }
  chain filter_IN_public { jump filter_IN_public_allow
    meta l4proto { icmp, ipv6-icmp } accept; }
  chain filter_IN_public_allow { tcp dport 22 ct state { new, untracked } accept
    ip6 daddr fe80::/64 udp dport 546 ct state { new, untracked } accept
    tcp dport 443 ct state { new, untracked } accept; }
}`,
  ),
  {
    ...nft(
      'what cannot be evaluated is neither open nor closed',
      `table inet t { chain input { type filter hook input priority 0; policy drop;
    ct state established accept
    ip6 nexthdr icmpv6 accept
    tcp dport 22 accept
    ether saddr 00:11:22:33:44:55 tcp dport 5432 accept
    meta hour "08:00"-"18:00" tcp dport 80 drop
    tcp dport { 80, 443 } accept; }; }`,
    ),
    unknown: ['tcp 80 ipv4', 'tcp 80 ipv6', 'tcp 5432 ipv4', 'tcp 5432 ipv6'],
  },
  {
    name: 'iptables: a plain server, IPv6 forgotten',
    apply: `iptables -P INPUT DROP
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment 'said "so" -j ACCEPT' -j ACCEPT
iptables -A INPUT -p tcp -m multiport --dports 80,443,1000:2000 -j ACCEPT
iptables -A INPUT -s 10.0.0.0/8 -p tcp --dport 5432 -j ACCEPT
iptables -A INPUT ! -s 10.0.0.0/8 -p tcp --dport 22 --syn -j ACCEPT
iptables -A INPUT -p udp ! --dport 54:65535 -j ACCEPT`,
  },
  {
    name: 'iptables: last rule rejects, policy accepts',
    apply: both(`
-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
-A INPUT -p tcp --dport 22 -m limit --limit 30/min -j ACCEPT
-A INPUT -p tcp --dport 23 -m connlimit --connlimit-above 2 -j REJECT
-A INPUT -p tcp --dport 23 -j ACCEPT
-A INPUT -p tcp --dport 80 -m addrtype --dst-type LOCAL -j ACCEPT
-A INPUT -m addrtype --dst-type MULTICAST -j ACCEPT
-A INPUT -p tcp -j REJECT --reject-with tcp-reset
-A INPUT -p udp -j DROP`)
      .split('\n')
      .map((line) =>
        line.startsWith('ip6')
          ? `${line.includes('-p udp') ? 'ip6tables -A INPUT -p ipv6-icmp -j ACCEPT; ' : ''}${line}`
          : line,
      )
      .join('\n'),
  },
  {
    name: 'iptables: user chains, marks, recent',
    apply: both(`
-P INPUT DROP
-N web
-A web -p tcp --dport 80 -j RETURN
-A web -p tcp -m multiport --dports 80,443 -j ACCEPT
-t mangle -A PREROUTING -p tcp --dport 3000 -j MARK --set-mark 0x10
-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
-A INPUT -j web
-A INPUT -m mark --mark 0x1/0x1 -j ACCEPT
-A INPUT -p tcp --dport 22 -m recent --set --name ssh
-A INPUT -p tcp --dport 22 -m recent --update --seconds 30 --hitcount 60 --name ssh -j DROP
-A INPUT -p tcp --dport 22 -j ACCEPT`).replace(
      'ip6tables -A INPUT -j web',
      'ip6tables -A INPUT -p ipv6-icmp -j ACCEPT\nip6tables -A INPUT -j web',
    ),
  },
  {
    name: 'iptables and nft both',
    apply: `iptables -A INPUT -p tcp -m multiport --dports 5432,3000 -j DROP
nft 'add table inet own'
nft 'add chain inet own in { type filter hook input priority 0; policy accept; }'
nft 'add rule inet own in tcp dport 22 drop'`,
  },
  {
    name: 'a published container port past ufw',
    apply: `iptables -P INPUT DROP
iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
iptables -A INPUT -p tcp --dport 22 -j ACCEPT
iptables -P FORWARD DROP
iptables -N DOCKER
iptables -A FORWARD -o docker0 -j DOCKER
iptables -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
iptables -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp --dport 80 -j ACCEPT
iptables -t nat -N DOCKER
iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
iptables -t nat -A DOCKER -i docker0 -j RETURN
iptables -t nat -A DOCKER ! -i docker0 -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
iptables -t nat -A DOCKER ! -i docker0 -d 10.0.0.5 -p tcp --dport 8081 -j DNAT --to-destination 172.17.0.2:80`,
  },
  {
    name: 'a published container port that DOCKER-USER keeps back',
    apply: `iptables -N DOCKER-USER
iptables -A FORWARD -j DOCKER-USER
iptables -A DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP
iptables -A DOCKER-USER -j RETURN
iptables -t nat -A PREROUTING -p tcp --dport 8080:8081 -j DNAT --to-destination 172.17.0.2:80`,
  },
  ufw('ufw-good'),
  ufw('ufw-app-open'),
  ufw('ufw-no-ipv6'),
  ufw('ufw-default-allow'),
  ufw('ufw-interfaces'),
  // The last one: flushing nft leaves the older kind of rules in force.
  {
    name: 'iptables-legacy beside nft',
    apply: `iptables-legacy -P INPUT DROP
iptables-legacy -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
iptables-legacy -A INPUT -p tcp -m multiport --dports 22,80,443 -j ACCEPT
nft add table ip filter
nft 'add chain ip filter more { type filter hook input priority 5; policy accept; }'
nft add rule ip filter more tcp dport 443 drop`,
  },
];
