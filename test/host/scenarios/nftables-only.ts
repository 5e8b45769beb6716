import { defineScenario } from '../scenario';

export default defineScenario({
  about: 'nftables and no other firewall tool',
  prepare: `
dpkg --purge ufw iptables >/dev/null
cat >/etc/nftables.conf <<'NFT'
#!/usr/sbin/nft -f
flush ruleset
table inet filter {
  set web { type inet_service; flags interval; elements = { 80, 443 } }
  chain input {
    type filter hook input priority filter; policy drop;
    iif lo accept
    ct state vmap { established : accept, related : accept, invalid : drop }
    meta l4proto { icmp, ipv6-icmp } accept
    tcp dport 22 ct state new limit rate 30/minute burst 20 packets accept
    tcp dport @web accept
  }
  chain forward { type filter hook forward priority filter; policy drop; }
}
NFT
systemctl -q enable nftables.service`,
  expected: {},
});
