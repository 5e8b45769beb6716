import { defineScenario } from '../scenario';
import { iptablesAtBoot } from './iptables-only';

export default defineScenario({
  about: 'iptables without ip6tables: closed over IPv4, open over IPv6',
  prepare: iptablesAtBoot(['iptables']),
  expected: {
    'firewall.active': 'fail no-filter',
    'firewall.default-deny': 'fail accepts',
    'firewall.allowed-ports': 'fail open',
  },
});
