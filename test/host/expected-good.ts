import { controls } from '../../shared/controls';
import type { Expected } from './scenario';

/** Why some of a good host's controls are not green: nobody has looked, or there is nothing to look at. */
const notGreen: Readonly<Record<string, Expected>> = {
  // Its history never held the file, this machine keeps no secret of it, and knows no other environment of it.
  'env.history-rotated': 'not-applicable no-history',
  'secret-key.matches-keychain': 'not-applicable none-kept',
  'secret-key.unique': 'manual',
  // The site's address is the host's own; the database is beside the app; mail goes through no provider with app passwords.
  'tls.origin': 'not-applicable direct',
  'database.tls': 'not-applicable local',
  'email.app-password': 'not-applicable',
  // `site.connect` says that no name is asked of DNS, and the target names no domain that mail is sent from.
  'tls.caa': 'manual',
  'email.spf': 'manual',
  'email.dkim': 'manual',
  'email.dmarc': 'manual',
  // It runs the kernel of the machine around it, and has none installed.
  'deps.system-restarted': 'not-applicable',
  // Only with --active.
  'errors.no-leak-active': 'manual',
  'firewall.reachability': 'manual',
  'rate-limit.enforced': 'manual',
  // Facts can make these fail; for a pass a person has to look, or attach a report.
  'password.hashing': 'manual',
  'input.orm': 'manual there',
  'deps.audit': 'manual',
  'credentials.documented': 'manual',
  'team.briefed': 'manual',
  // Modules that the target does not choose are out of scope until somebody says why.
  'pci.https': 'manual',
  'api.https': 'manual',
};

/** What the good host is: by control. Written from the checklist and its rulings. */
export const expectedOfGood: Readonly<Record<string, Expected>> = Object.fromEntries(
  controls.map(({ id, method }) => [id, method === 'attested' ? 'manual' : (notGreen[id] ?? 'pass')]),
);
