import { defineScenario } from '../scenario';

/** What iptables-persistent does, without its questions. */
export const iptablesAtBoot = (families: readonly ('iptables' | 'ip6tables')[]): string => `
dpkg --purge ufw nftables >/dev/null
mkdir -p /etc/iptables
for family in ${families.join(' ')}; do
  case $family in ip6tables) icmp=ipv6-icmp ;; *) icmp=icmp ;; esac
  cat >/etc/iptables/$family <<RULES
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:SERVICES - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p $icmp -j ACCEPT
-A INPUT -p tcp -m conntrack --ctstate NEW -j SERVICES
-A SERVICES -p tcp -m tcp --dport 22 -j ACCEPT
-A SERVICES -p tcp -m multiport --dports 80,443 -j ACCEPT
COMMIT
RULES
done
cat >/etc/systemd/system/netfilter.service <<'UNIT'
[Unit]
Description=Packet filter
Before=network.target

[Service]
Type=oneshot
RemainAfterExit=yes
${families.map((family) => `ExecStart=/usr/sbin/${family}-restore /etc/iptables/${family}`).join('\n')}

[Install]
WantedBy=multi-user.target
UNIT
systemctl -q enable netfilter.service`;

export default defineScenario({
  about: 'iptables and ip6tables, and no other firewall tool',
  prepare: iptablesAtBoot(['iptables', 'ip6tables']),
  expected: {},
});
