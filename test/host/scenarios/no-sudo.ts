import { defineScenario } from '../scenario';

const noRoot = 'error no-root';
/** A person may attest what the facts do not show. */
const orAttest = 'manual no-root';

export default defineScenario({
  about: 'the account may run nothing as root',
  prepare: 'rm /etc/sudoers.d/deploy',
  target: { ssh: { sudo: 'none' } },
  expected: {
    // .env has mode 0600: it is there, closed and not in git, and nothing can be said of its values.
    'env.example-present': 'error',
    'env.required-keys': noRoot,
    'env.no-placeholders': noRoot,
    'env.production-mode': noRoot,
    'env.debug-off': noRoot,
    'secret-key.strength': noRoot,
    'secret-key.matches-keychain': noRoot,
    'secret-key.unique': orAttest,
    'session.https-scheme': noRoot,
    'admin.not-default': noRoot,
    'admin.password-strength': noRoot,
    'database.engine': noRoot,
    'database.tls': noRoot,
    'database.credentials': noRoot,
    'database.least-privilege': 'manual',
    // The app's own caches are closed to others, so what is installed below its folder cannot all be seen.
    'deps.installed': noRoot,
    'database.adapter': noRoot,
    'email.app-password': noRoot,
    // Which processes are the app's is told by who owns the socket, which only root sees.
    'env.loaded': 'error',
    'env.unit-closed': 'error',
    'firewall.active': orAttest,
    'firewall.default-deny': orAttest,
    'firewall.allowed-ports': orAttest,
    'firewall.ssh-hardening': noRoot,
    'firewall.ssh-passwords': noRoot,
    'backup.recent': orAttest,
    'backup.mode': noRoot,
    'backup.encrypted': orAttest,
  },
});
