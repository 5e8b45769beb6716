import { asvs, cis, nist, rfc } from '../references';
import { defineAttested } from './attested';

export const apiAuth = defineAttested({
  id: 'api.auth',
  point: 18,
  severity: 'major',
  module: 'api',
  title: 'API calls are authenticated by key or OAuth 2.0',
  why: 'An open endpoint hands its data to whoever finds the address, and addresses are found by reading the JavaScript of the front page.',
  expected: 'every non-public endpoint answers 401 or 403 without credentials',
  sources: ['Checklist point 18'],
  references: [...asvs('V8.2.1', 'V13.2.1'), ...nist('IA-2', 'AC-3'), ...rfc(6749), ...rfc(6750)],
  fix: 'Refuse by default: one guard in front of all API routes, and a written list of the few that are public. Keys are per client, can be revoked, and are stored hashed.',
  attest: {
    statement:
      'I called every endpoint of the API without credentials and with those of another client; all but the listed public ones answered 401 or 403.',
    evidence: 'the list of endpoints with the status of each call',
    expiresAfterDays: 180,
  },
});

export const apiRateLimit = defineAttested({
  id: 'api.rate-limit',
  point: 18,
  severity: 'major',
  module: 'api',
  title: 'API calls are limited per client',
  why: 'Without a limit one client copies the whole data set, guesses keys, or brings the service down for the others.',
  expected: 'a client over its limit is answered 429 until it slows down',
  sources: ['Checklist point 18'],
  references: [...asvs('V2.4.1'), ...nist('SC-5'), ...rfc(6585, '4')],
  fix: 'Limit by API key, not only by address, in nginx (limit_req), at the gateway or in the app; answer 429 with Retry-After.',
  attest: {
    statement: 'I called the API faster than its limit allows and was answered 429, while another client was served.',
    evidence: 'the command and the count of each status that it got',
    expiresAfterDays: 180,
  },
});

export const apiLogging = defineAttested({
  id: 'api.logging',
  point: 18,
  severity: 'major',
  module: 'api',
  title: 'API calls are logged',
  why: 'A stolen key is noticed, and its damage measured, only in a log that says which client called what.',
  expected: 'each call leaves a line with client, endpoint, status and time, and no key or token in it',
  sources: ['Checklist point 18'],
  references: [...asvs('V16.2.1', 'V16.2.5', 'V16.3.1'), ...nist('AU-2', 'AU-3'), ...cis('8.2', '8.5')],
  fix: "Log the client's id, not its key: method, path without query, status, bytes, duration, time in UTC.",
  attest: {
    statement:
      'I made an API call and found its log line: it names the client, the endpoint, the status and the time, and holds no key or token.',
    evidence: 'that line',
    expiresAfterDays: 365,
  },
});

export const apiMonitoring = defineAttested({
  id: 'api.monitoring',
  point: 18,
  severity: 'major',
  module: 'api',
  title: 'Unusual API use is noticed',
  why: 'Data is carried off slowly, with a valid key and within the limits; only a comparison with ordinary use shows it.',
  expected: 'somebody is told of a jump in calls, in refusals or in volume by one client',
  sources: ['Checklist point 18'],
  references: [...nist('SI-4', 'AU-6'), ...cis('8.11', '13.1')],
  fix: 'Alert on calls, 401/403 and bytes per client against the same hour of last week, and name who is told.',
  attest: {
    statement:
      'An alert exists for unusual API use; I set it off with a test client and the person named here received it.',
    evidence: 'the alert rule, and the message that arrived',
    expiresAfterDays: 180,
  },
});

export const apiControls = [apiAuth, apiRateLimit, apiLogging, apiMonitoring];
