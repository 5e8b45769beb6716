import { cis, nist, pciDss } from '../references';
import { defineAttested } from './attested';

export const auditMonthly = defineAttested({
  id: 'audit.monthly',
  point: 20,
  severity: 'major',
  title: 'The monthly audit tasks have owners and dates',
  why: 'An intrusion that nobody looks for stays for months; a certificate that nobody looks at expires on a Sunday.',
  expected: 'each monthly task has an owner and a next date, and none is overdue',
  sources: ['Checklist point 20 (monthly)'],
  references: [...nist('AU-6', 'CA-7'), ...cis('8.11'), ...pciDss('10.4.1')],
  fix: 'Give each monthly task of the audit calendar an owner and a recurring date in the calendar that the team really uses.',
  attest: {
    statement:
      'Each monthly task of the audit calendar (access logs, failed logins, database access, certificate) has the named owner and date that I give here, and none is overdue.',
    evidence: 'the calendar entries, or the tickets of the last round',
    expiresAfterDays: 31,
  },
});

export const auditQuarterly = defineAttested({
  id: 'audit.quarterly',
  point: 20,
  severity: 'major',
  title: 'The quarterly audit tasks have owners and dates',
  why: 'Libraries grow holes, code drifts and backups stop restoring, all without a sound.',
  expected: 'each quarterly task has an owner and a next date, and none is overdue',
  sources: ['Checklist point 20 (quarterly)'],
  references: [...nist('CA-8', 'RA-5', 'CP-4'), ...cis('7.4', '11.5', '18.1'), ...pciDss('11.3.1')],
  fix: 'Give each quarterly task of the audit calendar an owner and a recurring date; book the penetration test now, testers have waiting lists.',
  attest: {
    statement:
      'Each quarterly task of the audit calendar (library updates, penetration test, code review, restore test) has the named owner and date that I give here, and none is overdue.',
    evidence: 'the calendar entries, or the reports of the last round',
    expiresAfterDays: 92,
  },
});

export const auditAnnual = defineAttested({
  id: 'audit.annual',
  point: 20,
  severity: 'major',
  title: 'The annual audit tasks have owners and dates',
  why: "Policies and recovery plans describe last year's system unless somebody is bound to read them again.",
  expected: 'each annual task has an owner and a next date, and none is overdue',
  sources: ['Checklist point 20 (annually)'],
  references: [...nist('CA-2', 'CP-2', 'AT-2', 'PL-1'), ...cis('14.1', '18.5'), ...pciDss('12.6.2')],
  fix: 'Give each annual task of the audit calendar an owner and a date.',
  attest: {
    statement:
      'Each annual task of the audit calendar (full assessment, policies, disaster recovery plan, team training) has the named owner and date that I give here, and none is overdue.',
    evidence: 'the calendar entries, or the reports of the last round',
    expiresAfterDays: 365,
  },
});

export const auditLaunch = defineAttested({
  id: 'audit.launch',
  point: 20,
  severity: 'blocker',
  title: 'A security audit of this release was done',
  why: 'Configuration checks see no broken access rule and no injectable form; the first stranger who looks for them should not be the attacker.',
  expected: 'a report at most 90 days old that covers this release, with no open finding that is not waived',
  sources: ['Checklist, final list: security audit'],
  references: [...nist('CA-2', 'CA-8'), ...cis('16.13', '18.2'), ...pciDss('6.2.3', '11.4.1')],
  fix: 'Have somebody who did not write it review and test this release against OWASP ASVS level 1 at least; repair or waive each finding by name.',
  attest: {
    statement:
      'The attached report on the security of this release was made by the person and on the date that I name; its scope covers the login, the personal data and the administration; each of its findings is closed or waived.',
    evidence: 'the report, with scope, method, date, author and the state of each finding',
    expiresAfterDays: 90,
  },
});

export const auditControls = [auditMonthly, auditQuarterly, auditAnnual, auditLaunch];
