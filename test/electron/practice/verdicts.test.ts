import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../../electron/acts/check';
import { noKeychain } from '../../../electron/keychain/secret-keeper';
import { carelessFaults, type FaultName, faultNames } from '../../../electron/practice/faults';
import { type Practice, startPractice } from '../../../electron/practice/practice';
import type { Finding } from '../../../shared/control';
import { targetOf } from './witness';

/** What the checker says of the practice host: two pieces of code that know nothing of each other have to agree. */
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ state: 'good' });
});
afterAll(() => practice.stop());

async function findings({ without }: { without?: 'site' | 'hosts' } = {}): Promise<Finding[]> {
  const target = targetOf(practice);
  const run = await check({
    target: {
      ...target,
      site: without === 'site' ? undefined : target.site,
      hosts: without === 'hosts' ? [] : target.hosts,
    },
    folder: '/',
    keep: noKeychain(),
    local: [],
    active: false,
    only: null,
    acceptHostKey: () => false,
    ask: async () => null,
    signal: new AbortController().signal,
    onEvent: () => {},
  });
  return run.findings;
}

const ids = (all: readonly Finding[], ...statuses: Finding['status'][]): string[] =>
  all.filter(({ status }) => statuses.includes(status)).map(({ control }) => control);

test('of a good host, headers.csp fails, and nothing is in error', async () => {
  expect(ids(await findings(), 'fail', 'error')).toEqual(['headers.csp']);
});

/** The controls that each fault makes fail, beside headers.csp. */
const onHost: Partial<Record<FaultName, string[]>> = {
  'env-mode-0644': ['env.file-mode'],
  'env-tracked': ['env.not-tracked', 'env.not-in-history', 'env.history-rotated'],
  'env-in-history': ['env.not-in-history', 'env.history-rotated'],
  'env-not-ignored': ['env.ignored'],
  'env-not-loaded': ['env.loaded'],
  'secret-in-unit': ['env.unit-closed'],
  'updates-waiting': ['deps.system-updates'],
  'restart-waiting': ['deps.system-restarted'],
  'clock-wrong': ['logging.clock'],
  'env-development': ['env.production-mode'],
  'debug-on': ['env.debug-off'],
  'missing-key': ['env.required-keys'],
  'weak-secret-key': ['secret-key.strength'],
  'default-admin': ['admin.not-default', 'admin.password-strength'],
  sqlite: ['database.engine'],
  'default-database-password': ['database.credentials'],
  'database-superuser': ['database.least-privilege'],
  'ufw-inactive': ['firewall.active', 'firewall.default-deny'],
  'port-5000-open': ['firewall.allowed-ports', 'firewall.app-port-private'],
  'postgres-exposed': ['firewall.allowed-ports', 'database.not-exposed'],
  'sshd-root-password': ['firewall.ssh-hardening'],
  'key-file-readable': ['tls.key-file-mode'],
  'log-world-readable': ['logging.mode'],
  'log-unrotated': ['logging.rotation'],
  'backup-old': ['backup.recent'],
  'backup-plain': ['backup.encrypted'],
  'backup-readable': ['backup.mode'],
  unpinned: ['deps.pinned'],
};
const onSite: Partial<Record<FaultName, string[]>> = {
  'env-served': ['env.not-served'],
  'expired-certificate': ['tls.validity'],
  'expiring-certificate': ['tls.expiry'],
  'wrong-name': ['tls.hostname'],
  'missing-intermediate': ['tls.chain'],
  tls10: ['tls.protocols'],
  'weak-ciphers': ['tls.ciphers'],
  'no-http2': ['tls.http2'],
  'no-redirect': ['tls.redirect'],
  'no-hsts': ['headers.hsts'],
  'no-nosniff': ['headers.nosniff'],
  'no-frame-options': ['headers.frame-options'],
  'server-banner': ['errors.no-banner'],
  'cors-reflect': ['cors.restricted'],
  'cookie-insecure': ['session.cookie-secure', 'session.cookie-httponly', 'session.cookie-samesite'],
  'stack-trace': ['errors.no-leak'],
  'werkzeug-debugger': ['errors.debugger-off'],
};

/** nginx's configuration is judged for the location that the site's login path is answered by. */
const onBoth: Partial<Record<FaultName, string[]>> = { 'no-rate-limit': ['rate-limit.configured'] };

test('each fault stands in one of the tables', () => {
  expect([onHost, onSite, onBoth].flatMap(Object.keys).sort()).toEqual([...faultNames].sort());
});

describe.each([
  ['hosts alone', onHost, 'site'],
  ['the site alone', onSite, 'hosts'],
  ['both', onBoth, undefined],
] as const)('with %s', (_, table, without) => {
  test.each(Object.entries(table) as [FaultName, string[]][])('%s is found: %j', async (fault, expected) => {
    practice.state.set(fault);
    try {
      expect(ids(await findings({ without }), 'fail')).toEqual(expect.arrayContaining(expected));
    } finally {
      practice.state.repair(fault);
    }
  });
});

test('a careless host shows the faults of both tables, and is as good as any once they are repaired', async () => {
  for (const fault of carelessFaults) practice.state.set(fault);
  const expected = carelessFaults.flatMap((fault) => ({ ...onHost, ...onSite, ...onBoth })[fault] ?? []);
  expect(ids(await findings(), 'fail')).toEqual(expect.arrayContaining(expected));
  for (const fault of practice.state.faults()) practice.state.repair(fault);
  expect(ids(await findings(), 'fail', 'error')).toEqual(['headers.csp']);
});
