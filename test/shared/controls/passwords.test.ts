import { expect, test } from 'vitest';
import { judge } from '../../../shared/judge';
import { targetSchema } from '../../../shared/target';

const target = targetSchema.parse({
  name: 'Example Shop',
  hosts: [{ name: 'web-1' }, { name: 'web-2', roles: ['web'] }],
  app: { directory: '/srv/shop' },
});

test('password.hashing waits for a person on each app host, and says why', () => {
  const findings = judge([], { target, at: 0 }).filter(({ control }) => control === 'password.hashing');
  expect(findings.map(({ host, status, code }) => [host, status, code])).toEqual([['web-1', 'manual', 'not-sampled']]);
  expect(findings[0]!.observed).toMatch(/tables a check does not read/);
  expect(findings[0]!.fix).toContain('GROUP BY 1;');
});

test.each(['password.min-length', 'team.briefed', 'load.tested'])('%s waits for a person, once', (id) => {
  const findings = judge([], { target, at: 0 }).filter(({ control }) => control === id);
  expect(findings).toMatchObject([{ host: null, status: 'manual', code: 'attest' }]);
});

test.each(['payments.tested', 'gdpr.erasure', 'pci.no-card-data', 'ccpa.access', 'api.auth'])(
  '%s is out of scope, not away, while its module is off',
  (id) => {
    const findings = judge([], { target, at: 0 }).filter(({ control }) => control === id);
    expect(findings).toMatchObject([{ host: null, status: 'manual', code: 'out-of-scope' }]);
  },
);
