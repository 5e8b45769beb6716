import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../shared/report/check-result';
import { checkJson, statuses } from '../support/gonogo';
import { describeWith } from '../support/needs';
import { type RealHost, realHostNeeds, startRealHost } from './real-host';

/** Whole Debian hosts with real sshd, nginx, ufw, PostgreSQL and git: what is planted there is found, and nothing else. */

/** Which control each fault of host.sh is about. Faults on one line go together on one host. */
const hosts: Record<string, string>[] = [
  {
    'env-world-readable': 'env.file-mode',
    'env-tracked': 'env.not-tracked',
    'debug-on': 'env.debug-off',
    'weak-secret-key': 'secret-key.strength',
    'default-admin': 'admin.not-default',
    sqlite: 'database.engine',
    'ufw-off': 'firewall.active',
    'sshd-root-password': 'firewall.ssh-hardening',
    'key-file-readable': 'tls.key-file-mode',
    'log-world-readable': 'logging.mode',
    'backup-old': 'backup.recent',
    'no-redirect': 'tls.redirect',
    'no-hsts': 'headers.hsts',
    'cors-reflect': 'cors.restricted',
  },
  {
    'env-in-history': 'env.not-in-history',
    'database-superuser': 'database.least-privilege',
    'postgres-exposed': 'database.not-exposed',
    'port-5000-open': 'firewall.allowed-ports',
    'app-bound-any': 'firewall.app-port-private',
    'no-rate-limit': 'rate-limit.configured',
    'log-old': 'logging.present',
    'log-unrotated': 'logging.rotation',
    'backup-plain': 'backup.encrypted',
    'backup-readable': 'backup.mode',
    unpinned: 'deps.pinned',
    tls10: 'tls.protocols',
    banner: 'errors.no-banner',
    'cookie-insecure': 'session.cookie-secure',
    'env-served': 'env.not-served',
  },
];

describeWith(realHostNeeds, 'a real Debian host', () => {
  describe('in good order', () => {
    let host: RealHost;
    beforeAll(async () => {
      host = await startRealHost();
    });
    afterAll(() => host?.stop());

    it('is a go, with nothing left unchecked', async () => {
      const { result, exitCode, stderr } = await checkJson(host.targetFile);
      // The packages are those of the machine that runs the test, and so are the updates that wait for them.
      const bad = result.findings.filter(
        ({ status, control }) => (status === 'fail' || status === 'error') && control !== 'deps.system-updates',
      );
      expect(bad.map(({ control, observed }) => `${control}: ${observed}`)).toEqual([]);
      expect({ exitCode, decision: result.decision, partial: result.partial }).toEqual({
        exitCode: 0,
        decision: 'go',
        partial: false,
      });
      expect(stderr).not.toContain('defect');
    });
  });

  describe.each(hosts.map((faults, index) => ({ faults, name: `with faults, ${index + 1}` })))(
    '$name',
    ({ faults }) => {
      let host: RealHost;
      let result: CheckResult;
      beforeAll(async () => {
        host = await startRealHost(Object.keys(faults));
        ({ result } = await checkJson(host.targetFile));
      });
      afterAll(() => host?.stop());

      it.each(Object.entries(faults))('%s fails %s', (_fault, control) => {
        expect(statuses(result)[control]).toBe('fail');
      });

      it('is a no-go', () => {
        expect(result.decision).toBe('no-go');
      });
    },
  );

  describe('with passwords that are names', () => {
    let host: RealHost;
    let result: CheckResult;
    beforeAll(async () => {
      host = await startRealHost(['database-default', 'postgres-exposed', 'admin-is-package']);
      ({ result } = await checkJson(host.targetFile));
    });
    afterAll(() => host?.stop());
    const finding = (id: string) => result.findings.find(({ control }) => control === id);

    it('sees the sockets and processes of postgres, though postgres is the password', () => {
      expect(statuses(result)).toMatchObject({ 'database.credentials': 'fail', 'database.not-exposed': 'fail' });
      expect(JSON.stringify(result)).not.toContain('postgres:postgres@');
    });

    it('withholds the packages, one of which is the password of the admin, and says what to do', () => {
      const { status, code, observed } = finding('deps.pinned')!;
      expect({ status, code }).toEqual({ status: 'error', code: 'secret-withheld' });
      expect(observed).toContain('change that secret');
      // Our own words for the repair name SQLAlchemy too; the value itself stands nowhere.
      expect(
        result.findings.map(({ observed: text, params }) => `${text} ${JSON.stringify(params)}`).join(),
      ).not.toContain('sqlalchemy');
    });
  });
});
