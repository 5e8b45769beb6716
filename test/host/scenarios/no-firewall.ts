import { defineScenario } from '../scenario';

export default defineScenario({
  about: 'no rule of the kernel keeps anybody out',
  prepare: 'dpkg --purge ufw >/dev/null',
  expected: {
    'firewall.active': 'fail no-filter',
    'firewall.default-deny': 'fail accepts',
    'firewall.allowed-ports': 'fail open',
  },
});
