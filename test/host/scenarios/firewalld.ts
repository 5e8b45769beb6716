import { defineScenario } from '../scenario';

export default defineScenario({
  about: 'firewalld, its public zone with ssh, http and https',
  prepare: `
dpkg --purge ufw >/dev/null
dpkg -i /opt/firewalld/*.deb >/dev/null
firewall-offline-cmd -q --zone=public --add-service=http --add-service=https`,
  expected: {},
});
