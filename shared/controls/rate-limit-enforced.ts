import { defineControl, error, fail, pass } from '../control';
import { rateLimitBurst } from '../facts/site/rate-limit';
import { asvs, nist, rfc } from '../references';

export const rateLimitEnforced = defineControl({
  id: 'rate-limit.enforced',
  point: 15,
  severity: 'major',
  method: 'automatic/attested',
  scope: 'site',
  title: 'A burst of sign-ins meets a limit',
  why: 'Lists of leaked passwords are tried a thousand a minute. A limit that is configured and does not bite (behind a proxy, on another path) stops none of them.',
  expected: 'within 30 POSTs to the login path the server answers 429 or 503',
  sources: ['Checklist point 15'],
  references: [...asvs('V2.4.1', 'V6.3.1'), ...nist('AC-7', 'SC-5'), ...rfc(6585, '4')],
  fix: ({ target }) => ({
    say: 'Limit the location that takes the POST, by the address of the client and not of a proxy.',
    run: ['nginx -t', 'systemctl reload nginx'],
    config: {
      file: 'nginx',
      text: `limit_req_zone $binary_remote_addr zone=login:10m rate=5r/m;   # in the http block\n\nlocation = ${target.site?.loginPath ?? '/login'} {\n    limit_req zone=login burst=10 nodelay;\n    limit_req_status 429;\n    proxy_pass http://127.0.0.1:${target.app?.port ?? 5000};\n}`,
    },
  }),
  attest: {
    statement:
      'I sent more sign-in attempts from one address than the limit allows, and was refused before the thirtieth.',
    evidence: 'the command with the count of each status',
    expiresAfterDays: 180,
  },
  needs: { burst: rateLimitBurst },
  words: {
    limited: ({ sent, status }: { sent: number; status: number }) => `refused with ${status} at request ${sent}`,
    unlimited: ({ sent, status }: { sent: number; status: number }) =>
      `${sent} requests in a row were answered, the last with ${status}`,
    'no-login': ({ status }: { status: number }) =>
      `the login path answers ${status} to a POST: set site.loginPath to where sign-ins are sent`,
    'at-once': ({ status }: { status: number }) =>
      `already the first request was answered ${status}: that is no limit, or an earlier run used it up`,
    broken: ({ sent }: { sent: number }) => `the connection broke after ${sent} requests: we seem to be blocked`,
  },
  judge: ({ burst: { sent, ended, lastStatus } }) => {
    const status = lastStatus ?? 0;
    if (ended === 'broken') return error('broken', { sent });
    if (ended === 'limited') return sent === 1 ? error('at-once', { status }) : pass('limited', { sent, status });
    return status === 404 || status === 405 ? error('no-login', { status }) : fail('unlimited', { sent, status });
  },
});

export const rateLimitEnforcedControls = [rateLimitEnforced];
