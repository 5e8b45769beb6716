import { cis, gdprArticle, nist, pciDss, rfc } from '../references';
import { defineAttested } from './attested';

export const incidentPlan = defineAttested({
  id: 'incident.plan',
  point: null,
  severity: 'major',
  title: 'Each step of the incident plan has an owner',
  why: 'In the first hour of a break-in people either do nothing or do the same thing twice; the intruder uses that hour.',
  expected: 'each of the seven steps of the runbook names who does it and who stands in',
  sources: ['Checklist, incident response'],
  references: [...nist('IR-8', 'IR-4'), ...cis('17.4', '17.5'), ...gdprArticle('Art. 33'), ...pciDss('12.10.1')],
  fix: 'Print the runbook, write a name and a deputy beside each step, and keep it where it can be read when the server cannot.',
  attest: {
    statement:
      'Each of the seven steps of the incident runbook has the owner and the deputy that I name here, they know it, and the plan can be read without our own systems.',
    evidence: 'the plan with the names',
    expiresAfterDays: 365,
  },
});

export const incidentContacts = defineAttested({
  id: 'incident.contacts',
  point: null,
  severity: 'major',
  title: 'Security contacts are current',
  why: 'A finder who reaches nobody publishes; a hoster who reaches nobody switches the server off.',
  expected:
    'an e-mail address and a telephone number that somebody answers, also at night, and a security.txt that names them',
  sources: ['Checklist, incident response: contact'],
  references: [...nist('IR-6', 'IR-7'), ...cis('17.2'), ...rfc(9116)],
  fix: 'Set up a shared mailbox and an on-call number, list the contacts of hoster, registrar, payment processor and data protection authority, and serve /.well-known/security.txt.',
  attest: {
    statement:
      'I wrote to the security address and called the emergency number today, and the people named here answered.',
    evidence: 'the answer, with its time',
    expiresAfterDays: 90,
  },
});

export const incidentDrill = defineAttested({
  id: 'incident.drill',
  point: null,
  severity: 'major',
  title: 'The incident plan was walked through once',
  why: 'The plan that was never tried lacks the one password, the one right or the one telephone number that it needs.',
  expected: 'one rehearsal, with what was learnt from it, in the last year',
  sources: ['Checklist, incident response'],
  references: [...nist('IR-3'), ...cis('17.7'), ...pciDss('12.10.2')],
  fix: 'Take an hour: "the SECRET_KEY is on a public paste site". Do the seven steps on a copy, note what was missing, mend it.',
  attest: {
    statement:
      'The people named in the plan walked through it together on the date that I give; what was missing then has been mended.',
    evidence: 'the notes of the rehearsal',
    expiresAfterDays: 365,
  },
});

export const incidentControls = [incidentPlan, incidentContacts, incidentDrill];
