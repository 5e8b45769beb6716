import { defineControl, fail, notApplicable, note, pass, withNotes } from '../control';
import { envFile, keyOf } from '../facts/host/env-file';
import { asvs, cis, nist, pciDss } from '../references';
import { defineAttested } from './attested';

/** The administrator: as configured, and as the live account is. */

const references = [...asvs('V6.3.2'), ...cis('4.7', '5.2'), ...nist('IA-5(1)', 'IA-5(5)'), ...pciDss('2.2.2')];

export const adminNotDefault = defineControl({
  id: 'admin.not-default',
  point: 9,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  waivable: false,
  title: 'The configured administrator has no default or shared credentials',
  why: 'Bots try the defaults of every framework and tutorial within hours. A password that also opens the mailbox or the database turns one leak into three.',
  expected: 'ADMIN_EMAIL and ADMIN_PASSWORD are no default or example, and the password is used for nothing else',
  sources: ['Checklist point 9', 'List of placeholders 2026.1'],
  references,
  fix: ({ quote, envFile: file }) => ({
    say: 'Set both to values of their own, create the account anew, and remove the one with the default. For the password:',
    run: [`python3 -c 'import secrets; print(secrets.token_urlsafe(18))'`, `editor ${quote(file)}`],
  }),
  needs: { env: envFile },
  words: {
    own: () => 'neither is a default or an example, and the password is used for nothing else',
    'not-in-environment': () => 'the environment configures no administrator',
    default: ({ keys }: { keys: string[] }) => `a default or example: ${keys.join(', ')}`,
    shared: ({ keys }: { keys: string[] }) => `ADMIN_PASSWORD has the same value as ${keys.join(', ')}`,
    'left-over': () => 'once the account exists, ADMIN_PASSWORD is better taken out of the environment',
  },
  judge: ({ env }) => {
    const set = ['ADMIN_EMAIL', 'ADMIN_PASSWORD'].flatMap((key) => {
      const entry = keyOf(env, key);
      return entry?.set ? [entry] : [];
    });
    if (set.length === 0) return notApplicable('not-in-environment');
    const defaults = set.filter(({ placeholder }) => placeholder !== null).map(({ key }) => key);
    if (defaults.length > 0) return fail('default', { keys: defaults });
    const password = keyOf(env, 'ADMIN_PASSWORD');
    const shared = password?.same
      ? env.keys.flatMap(({ key, same, shape }) => {
          if (key === password.key) return [];
          const inUrl = shape.kind === 'database-url' && shape.passwordSame === password.same;
          return same === password.same || inUrl ? [key] : [];
        })
      : [];
    if (shared.length > 0) return fail('shared', { keys: shared });
    return withNotes(pass('own'), password?.set ? [note('left-over')] : []);
  },
});

export const adminPasswordStrength = defineControl({
  id: 'admin.password-strength',
  point: 9,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: "The administrator's password cannot be guessed",
  why: 'The login form is open to everyone, and this account may do everything.',
  expected: 'at least 16 characters that are no trivial pattern, or 80 bits by zxcvbn',
  sources: ['Checklist point 9 (strong random password)', 'Rule password/1'],
  references,
  fix: ({ quote, envFile: file }) => ({
    say: 'Change it in the app, and where it stands in the environment. To make one:',
    run: [`python3 -c 'import secrets; print(secrets.token_urlsafe(18))'`, `editor ${quote(file)}`],
  }),
  needs: { env: envFile },
  words: {
    strong: () => 'strong enough',
    weak: () => 'below 16 characters and 80 bits, or a trivial pattern',
    known: () => 'a known default or example',
    'not-in-environment': () => 'the environment sets no ADMIN_PASSWORD',
  },
  judge: ({ env }) => {
    const entry = keyOf(env, 'ADMIN_PASSWORD');
    if (!entry?.set) return notApplicable('not-in-environment');
    if (entry.placeholder !== null) return fail('known');
    return entry.strength?.verdict === 'meets' ? pass('strong') : fail('weak');
  },
});

export const adminLiveAccount = defineAttested({
  id: 'admin.live-account',
  point: 9,
  severity: 'blocker',
  title: "The live administrator's password is not the one that it was created with",
  why: 'The environment only creates the account, once. If its first password was ever changed there, the live account still has the old one, and whoever set up the server knows it.',
  expected: "each live administrator's password was set after deployment, and the first one no longer signs in",
  sources: ['Checklist point 9 (after the first deployment)'],
  references,
  fix: 'Sign in as each administrator, set a new password, sign out, and see that the first one is refused. Remove accounts that nobody uses.',
  attest: {
    statement:
      'The password of each live administrator account was changed after the first deployment, and I saw that the first one no longer signs in.',
    evidence: 'which accounts, who changed each, and when; the refused sign-in',
    expiresAfterDays: 180,
  },
});

export const adminMfa = defineAttested({
  id: 'admin.mfa',
  point: 9,
  severity: 'minor',
  title: 'Administrators sign in with a second factor',
  why: 'Passwords are phished and reused. A second factor is what then still stands between an attacker and every account.',
  expected: 'no administrator signs in with a password alone',
  sources: ['PCI DSS 4.0.1, 8.4'],
  references: [...asvs('V6.3.3'), ...cis('6.5'), ...nist('IA-2(1)'), ...pciDss('8.4')],
  fix: 'Turn on a second factor (TOTP or WebAuthn) in the app, or put its administration behind a sign-in that has one.',
  attest: {
    statement: 'Every administrator account asks for a second factor at sign-in.',
    evidence: 'a screenshot of the second step, and the list of administrators with their factor',
    expiresAfterDays: 180,
  },
});

export const adminControls = [adminNotDefault, adminPasswordStrength, adminLiveAccount, adminMfa];
