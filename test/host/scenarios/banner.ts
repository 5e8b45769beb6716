import { defineScenario } from '../scenario';

export default defineScenario({
  about: 'every start-up file of a shell prints a banner, to both streams',
  prepare: `
cat >/etc/noise <<'NOISE'
printf '\\033[1m*** This system is MONITORED ***\\033[0m\\r\\nbegin nginx.config\\ndone\\n'
echo 'Last patched: never' >&2
NOISE
for file in /etc/bash.bashrc /home/deploy/.bashrc /root/.bashrc /root/.profile /etc/ssh/sshrc; do
  { cat /etc/noise; cat "$file" 2>/dev/null || true; } >/tmp/with-noise
  cat /tmp/with-noise >"$file"
done
printf 'BASH_ENV=/etc/noise\\nENV=/etc/noise\\n' >>/etc/environment
echo 'Defaults env_keep += "ENV BASH_ENV"' >/etc/sudoers.d/keep
cp /etc/noise /etc/issue.net
printf 'Banner /etc/issue.net\\nPermitUserEnvironment yes\\n' >>/etc/ssh/sshd_config.d/10-host.conf`,
  expected: {},
});
