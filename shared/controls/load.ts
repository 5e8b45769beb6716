import { asvs, nist } from '../references';
import { defineAttested } from './attested';

export const loadTested = defineAttested({
  id: 'load.tested',
  point: null,
  severity: 'major',
  title: 'The application was tested under load',
  why: 'The day of the launch is the day of the most visitors, and what falls over by itself needs no attacker.',
  expected:
    'twice the expected peak, on equipment like production, with error rate and response times known and accepted',
  sources: ['Checklist, final list: load test'],
  references: [...asvs('V15.2.2'), ...nist('SC-5', 'CP-2(2)')],
  fix: "Run k6, wrk, locust or ab against a copy with production's size and data, sign-in and search among the requests; never against production unannounced.",
  attest: {
    statement:
      'I ran the load test whose result is attached, at the rate and for the time that I give; the error rate and the response times are acceptable for the launch.',
    evidence: 'the result file of k6, wrk, locust or ab',
    expiresAfterDays: 90,
  },
});

export const loadControls = [loadTested];
