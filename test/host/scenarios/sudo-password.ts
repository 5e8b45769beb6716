import { defineScenario } from '../scenario';

const password = 'correct horse battery staple';

export default defineScenario({
  about: 'the account may run anything as root, with its password',
  prepare: `
echo 'deploy ALL=(ALL) ALL' >/etc/sudoers.d/deploy
echo 'deploy:${password}' | chpasswd`,
  target: { ssh: { sudo: 'password' } },
  sudoPassword: password,
  expected: {},
});
