import { asvs, cis, gdprArticle, nist } from '../references';
import { defineAttested } from './attested';

export const privacyMinimal = defineAttested({
  id: 'privacy.minimal',
  point: 13,
  severity: 'major',
  title: 'Only the personal data that is needed is kept',
  why: 'Data that was never stored cannot be stolen, and each field more makes a leak worse for the people it is about.',
  expected: 'each stored field of personal data has a purpose and an end',
  sources: ['Checklist point 13'],
  references: [
    ...asvs('V14.1.1', 'V14.2.7'),
    ...nist('SI-12(1)'),
    ...cis('3.1', '3.4'),
    ...gdprArticle('Art. 5(1)(c)', 'Art. 5(1)(e)'),
  ],
  fix: 'Walk through the tables and logs, write down for each personal field what it is for and how long it stays, and drop what has neither.',
  attest: {
    statement:
      'I went through every table and log that holds personal data; each field has a written purpose and a time after which it is deleted.',
    evidence: 'the list of fields with purpose and retention (for the GDPR: the record of processing activities)',
    expiresAfterDays: 365,
  },
});

export const privacyDeletion = defineAttested({
  id: 'privacy.deletion',
  point: 13,
  severity: 'major',
  title: 'Removing an account removes its personal data',
  why: 'Accounts that live on after their removal are still stolen in a breach, and the promise made to their owners is broken in public.',
  expected: 'a removed test account leaves no personal data behind',
  sources: ['Checklist point 13'],
  references: [...asvs('V14.2.7'), ...nist('SI-12(3)'), ...cis('3.5'), ...gdprArticle('Art. 17')],
  fix: 'Delete or anonymise in one transaction everything that refers to the account: tables, uploads, sessions, mailing lists, search indexes; let backups run out.',
  attest: {
    statement:
      'I created a test account, used it, removed it through the application, and then found none of its personal data in the database, the uploads or the services it is passed on to.',
    evidence: 'the queries run after the removal, with their empty results',
    expiresAfterDays: 180,
  },
});

export const privacyAccessLog = defineAttested({
  id: 'privacy.access-log',
  point: 13,
  severity: 'major',
  title: 'Access to sensitive data leaves a trace',
  why: 'Without a trace nobody can say afterwards which records an intruder, or a curious colleague, has read.',
  expected: 'a look at a sensitive record is logged with who, what and when',
  sources: ['Checklist point 13'],
  references: [...asvs('V16.3.2', 'V16.2.1'), ...nist('AU-2', 'AU-12'), ...cis('3.14'), ...gdprArticle('Art. 32')],
  fix: 'Log at the one place where sensitive records are read: account, record id, action, time. Never the content itself.',
  attest: {
    statement:
      'I opened a sensitive record as an administrator and found the log line that names my account, the record and the time, without the data itself.',
    evidence: 'that log line, with the record id blacked out where needed',
    expiresAfterDays: 365,
  },
});

export const privacyControls = [privacyMinimal, privacyDeletion, privacyAccessLog];
