/** What is looked at again after the launch, and how often. */

export interface AuditTask {
  id: string;
  every: 'month' | 'quarter' | 'year';
  /** The control that demands an owner and a date for it. */
  control: 'audit.monthly' | 'audit.quarterly' | 'audit.annual';
  title: string;
  /** How it is done, and what a look must bring to light. */
  how: string;
}

const monthly = { every: 'month', control: 'audit.monthly' } as const;
const quarterly = { every: 'quarter', control: 'audit.quarterly' } as const;
const annual = { every: 'year', control: 'audit.annual' } as const;

export const auditCalendar: readonly AuditTask[] = [
  {
    ...monthly,
    id: 'access-logs',
    title: 'Read the access logs',
    how: 'Look for addresses with many 4xx, for paths that the application does not have, and for the administration at odd hours.',
  },
  {
    ...monthly,
    id: 'failed-logins',
    title: 'Look at failed sign-ins',
    how: 'In the application and in sshd: one account from many addresses, many accounts from one.',
  },
  {
    ...monthly,
    id: 'database-access',
    title: 'Look at database access',
    how: 'Which roles connected from where, and reads of whole tables that no page of the application makes.',
  },
  {
    ...monthly,
    id: 'certificate',
    title: 'Check the certificate',
    how: 'gonogo check with --only tls.expiry,tls.chain,tls.hostname; and that the renewal timer last ran without an error.',
  },
  {
    ...quarterly,
    id: 'library-updates',
    title: 'Update the libraries',
    how: 'Raise the pins on purpose (upgrading does nothing where == stands), run the tests, deploy.',
  },
  {
    ...quarterly,
    id: 'penetration-test',
    title: 'Penetration test',
    how: 'By somebody who did not build it; each finding closed, or accepted by name with an end date.',
  },
  {
    ...quarterly,
    id: 'code-review',
    title: 'Review the code for security',
    how: 'What changed since the last review, access rules and queries first.',
  },
  {
    ...quarterly,
    id: 'restore-test',
    title: 'Restore a backup',
    how: 'Into an empty place, with a clock running; then sign in and compare the newest records.',
  },
  {
    ...annual,
    id: 'full-assessment',
    title: 'Full security assessment',
    how: 'The whole checklist anew, the modules too, by a fresh pair of eyes.',
  },
  {
    ...annual,
    id: 'policies',
    title: 'Renew the security policies',
    how: 'Read each one, strike what nobody does, date it.',
  },
  {
    ...annual,
    id: 'disaster-recovery',
    title: 'Review the disaster recovery plan',
    how: 'Assume that the hoster is gone: what is missing to be back within the promised time?',
  },
  {
    ...annual,
    id: 'training',
    title: 'Train the team',
    how: 'Everyone once through the practice host; newcomers within their first month.',
  },
];
