import { type CheckOutcome, type CheckResult, checkResult } from '../../../shared/report/check-result';
import { targetSchema } from '../../../shared/target';
import { finding } from '../../support/finding';

export const target = targetSchema.parse({
  name: 'Example Shop',
  site: { url: 'https://shop.example' },
  hosts: [{ name: 'web-1' }, { name: 'web-2' }],
  app: { directory: '/srv/shop' },
});

const fixHsts =
  'Send the header from the server block, with "always" so that error pages have it too.\n    # /etc/nginx/sites-enabled/shop\n    add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;\n    nginx -t && systemctl reload nginx';

/** A check with one finding of each kind. */
export const sampleFindings = [
  finding({ control: 'tls.chain', severity: 'blocker', title: 'The chain is complete' }),
  finding({
    control: 'tls.expiry',
    severity: 'blocker',
    title: 'The certificate does not expire soon',
    observed: '21 days left',
    notes: [{ code: 'below-thirty', params: {}, text: 'fewer than 30 days left: see that the renewal timer runs' }],
  }),
  finding({
    control: 'headers.hsts',
    severity: 'blocker',
    status: 'fail',
    title: 'HSTS is sent',
    expected: 'max-age of at least 31536000 and includeSubDomains, on / and on the login page',
    observed:
      'max-age is 300 on /, and the login page sends no Strict-Transport-Security at all, which leaves the first visit open',
    fix: fixHsts,
  }),
  ...['web-1', 'web-2'].map((host) =>
    finding({
      control: 'env.file-mode',
      severity: 'blocker',
      status: 'fail',
      host,
      title: 'Only the app reads the env file',
      expected: 'at most 0640, owned by root or the app',
      observed: '0644, owned by deploy',
      fix: 'Take the rights of others away.\n    chmod 0640 /srv/shop/.env',
    }),
  ),
  finding({
    control: 'headers.csp',
    severity: 'minor',
    status: 'fail',
    title: 'A content security policy is sent',
    observed: 'no policy',
  }),
  finding({
    control: 'database.tls',
    status: 'fail',
    host: 'web-1',
    title: 'The database is reached over TLS',
    observed: 'sslmode=prefer',
    waived: true,
    waiver: {
      by: 'A. Lead',
      approvedBy: 'B. Security',
      reason: 'private link until the move',
      expires: '2027-01-31',
      from: 'target',
    },
  }),
  ...['logging.rotation', 'logging.mode', 'logging.present'].map((control) =>
    finding({
      control,
      status: 'error',
      host: 'web-2',
      code: 'no-root',
      observed: 'needs root: logrotate was refused to this account',
    }),
  ),
  ...['payments.tested', 'audit.launch', 'credentials.documented'].map((control) =>
    finding({
      control,
      severity: 'blocker',
      status: 'manual',
      method: 'attested',
      code: 'attest',
      observed: 'a named person has to attest this',
    }),
  ),
  ...[
    'monitoring.uptime',
    'monitoring.errors',
    'monitoring.alerts',
    'incident.plan',
    'incident.drill',
    'load.tested',
    'team.briefed',
    'privacy.minimal',
    'privacy.deletion',
    'audit.monthly',
    'audit.quarterly',
    'audit.annual',
    'email.two-factor',
  ].map((control) =>
    finding({
      control,
      status: 'manual',
      method: 'attested',
      code: 'attest',
      observed: 'a named person has to attest this',
    }),
  ),
  ...['gdpr.consent', 'gdpr.erasure'].map((control) =>
    finding({
      control,
      status: 'manual',
      method: 'attested',
      code: 'out-of-scope',
      params: { what: 'the module gdpr is off in the target' },
      observed: 'out of scope: the module gdpr is off in the target; attest with the reason why it may be left out',
    }),
  ),
  finding({
    control: 'rate-limit.enforced',
    status: 'manual',
    method: 'automatic/attested',
    code: 'not-active',
    observed: 'not tried: run with --active, or attest',
  }),
  finding({ control: 'secret-key.strength', severity: 'blocker', host: 'web-1' }),
  finding({
    control: 'secret-key.matches-keychain',
    status: 'not-applicable',
    host: 'web-1',
    observed: 'none is kept',
  }),
];

export const sample = (stated: Partial<CheckOutcome> = {}): CheckResult =>
  checkResult({
    tool: { name: 'gonogo', version: '0.1.0' },
    target,
    startedAt: new Date('2026-11-24T05:24:31.120Z'),
    endedAt: new Date('2026-11-24T05:24:34.420Z'),
    partial: false,
    hosts: ['web-1', 'web-2'].map((name) => ({
      name,
      hostKey: `SHA256:${'A'.repeat(43)}`,
      durationMs: 1200,
      commands: ['stat /srv/shop/.env'],
      error: null,
    })),
    site: { url: 'https://shop.example', address: '203.0.113.7:443', durationMs: 900, error: null },
    findings: sampleFindings,
    ...stated,
  });
