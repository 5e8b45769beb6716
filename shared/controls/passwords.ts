import { defineControl, manual } from '../control';
import { asvs, cis, nist, pciDss } from '../references';
import { defineAttested } from './attested';

export const passwordMinLength = defineAttested({
  id: 'password.min-length',
  point: 4,
  severity: 'major',
  title: 'Passwords have at least 8 characters',
  why: 'Shorter passwords fall to guessing within hours once a hash leaks, and the commonest ones within a few attempts at the login form.',
  expected: 'sign-up, change and reset all refuse a password of 7 characters',
  sources: ['Checklist point 4 (8 characters)', 'OWASP ASVS 5.0 V6.2.1 (8, with 15 recommended)'],
  references: [...asvs('V6.2.1', 'V6.2.4'), ...nist('IA-5(1)'), ...cis('5.2'), ...pciDss('8.3.6')],
  fix: 'Demand 8 characters or more on the server, in every form that sets a password, and allow at least 64. PCI DSS asks for 12.',
  attest: {
    statement:
      'I tried to set a password of 7 characters at sign-up, at password change and at password reset; the server refused each of them.',
    evidence: 'a screenshot of each refusal, or the output of the automated test that proves it',
    expiresAfterDays: 365,
  },
});

// The query classifies inside the database, so that not even a piece of a hash leaves it: the "hash" may be plain text.
const classify = `SELECT CASE
         WHEN password_hash ~ '^\\$argon2id\\$v=[0-9]+\\$m=[0-9]+,t=[0-9]+,p=[0-9]+\\$' THEN 'argon2id ' || split_part(password_hash, '$', 4)
         WHEN password_hash ~ '^\\$2[aby]\\$[0-9]{2}\\$' THEN 'bcrypt, cost ' || split_part(password_hash, '$', 3)
         WHEN password_hash ~ '^scrypt:[0-9]+:[0-9]+:[0-9]+\\$' THEN split_part(password_hash, '$', 1)
         WHEN password_hash ~ '^pbkdf2:sha256:[0-9]+\\$' THEN split_part(password_hash, '$', 1)
         ELSE 'unknown'
       END AS class, count(*)
  FROM users
 GROUP BY 1;`;

export const passwordHashing = defineControl({
  id: 'password.hashing',
  point: 4,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:app',
  title: 'Passwords are stored with a slow, salted hash',
  why: 'Whoever copies the user table tries billions of guesses a second against a fast hash, and then signs in as your users here and everywhere they used the same password.',
  expected:
    'every account: argon2id (19 MiB, t 2), scrypt (N 2^15, r 8), bcrypt (cost 10) or pbkdf2:sha256 (600,000 rounds), or stronger',
  sources: ['Checklist point 4', 'OWASP Password Storage Cheat Sheet (600,000 rounds for PBKDF2-HMAC-SHA256)'],
  references: [
    ...asvs('V11.4.2'),
    ...nist('IA-5(1)'),
    ...cis('3.11'),
    ...pciDss('8.3.2'),
    {
      source: 'OWASP',
      id: 'Password Storage Cheat Sheet',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    },
  ],
  fix: () => ({
    say: "Count the stored hashes by class, as the app's own database role and with your table and column in place of users and password_hash. Anything unknown or weaker than expected: hash anew at the next sign-in, and lock accounts that have not signed in for long.",
    config: { file: 'hash-classes.sql, for psql -X -f', text: classify },
  }),
  attest: {
    statement:
      'I counted the stored password hashes of all accounts by algorithm and cost; none is unknown and none is weaker than what is expected here.',
    evidence: 'the output of the query: classes and counts only, no hash',
    expiresAfterDays: 180,
  },
  words: { 'not-sampled': () => 'to attest: the hashes are in the database, whose tables a check does not read' },
  judge: () => manual('not-sampled'),
});

export const passwordControls = [passwordMinLength, passwordHashing];
