import { defineControl, error, fail, notApplicable, pass } from '../control';
import { type EnvKey, envFile } from '../facts/host/env-file';
import { asvs, cis, nist, rfc } from '../references';
import { defineAttested } from './attested';

/** The account that sends mail. */

export const emailAppPassword = defineControl({
  id: 'email.app-password',
  point: 11,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'Gmail is used with an app password',
  why: "The account's own password also opens the mailbox, the drive and every sign-in with Google. An app password sends mail, and is taken back alone.",
  expected: 'for Gmail: each SMTP password has the form of an app password, 16 letters with or without spaces',
  sources: ['Checklist point 11'],
  references: [...asvs('V13.2.2'), ...nist('IA-5', 'AC-6')],
  fix: ({ quote, envFile: file }) => ({
    say: 'Turn on two-step verification, make an app password at https://myaccount.google.com/apppasswords, store only that, and change the password of the account, which stood on the server.',
    run: [`editor ${quote(file)}`],
  }),
  needs: { env: envFile },
  words: {
    'app-password': () => 'of the form of an app password',
    'not-one': ({ keys }: { keys: string[] }) => `${keys.join(', ')}: not of the form of an app password`,
    'other-provider': () => 'mail is sent through another provider than Gmail',
    'no-password': () => 'Gmail is used, and no SMTP password is set in the environment',
    'no-mail': () => 'the environment names no sender, mail server or SMTP password',
    'provider-unknown': () => 'an SMTP password is set, and nothing tells for which provider',
  },
  judge: ({ env }) => {
    const passwords = env.keys.filter(({ set, shape }) => set && shape.kind === 'gmail-app-password');
    const provider = providerOf(env.keys.filter(({ set }) => set));
    if (provider === 'other') return notApplicable('other-provider');
    if (provider === null) return passwords.length === 0 ? notApplicable('no-mail') : error('provider-unknown');
    if (passwords.length === 0) return fail('no-password');
    const wrong = passwords.filter(({ shape }) => shape.kind === 'gmail-app-password' && !shape.matches);
    return wrong.length > 0 ? fail('not-one', { keys: wrong.map(({ key }) => key) }) : pass('app-password');
  },
});

/** The server's name decides; without one, the sender's address (an administrator's says nothing of the sender). */
function providerOf(keys: readonly EnvKey[]): 'gmail' | 'other' | null {
  const hosts = keys.flatMap(({ shape }) => (shape.kind === 'mail-host' ? [shape.provider] : []));
  const senders = keys.flatMap(({ key, shape }) =>
    shape.kind === 'email' && key !== 'ADMIN_EMAIL' ? [shape.provider] : [],
  );
  const telling = hosts.length > 0 ? hosts : senders;
  return telling.includes('gmail') ? 'gmail' : (telling[0] ?? null);
}

export const emailTwoFactor = defineAttested({
  id: 'email.two-factor',
  point: 11,
  severity: 'major',
  title: 'The sending account has a second factor',
  why: 'Who takes over the mailbox sends password resets in your name, and receives the answers.',
  expected: 'two-step verification is on for the account that sends mail',
  sources: ['Checklist point 11'],
  references: [...asvs('V6.3.3'), ...cis('6.3'), ...nist('IA-2(1)')],
  fix: "Turn on two-step verification in the account's security settings, with a factor that more than one person can reach in need.",
  attest: {
    statement: 'Two-step verification is on for the account that sends mail.',
    evidence: "a screenshot of the account's security settings, with its address and the date",
    expiresAfterDays: 180,
  },
});

export const emailDelivery = defineAttested({
  id: 'email.delivery',
  point: 11,
  severity: 'major',
  title: 'A message of the app arrived',
  why: 'Password resets and warnings that never arrive, or land in spam, are noticed by users first. Mail without SPF, DKIM and DMARC can be forged by anyone.',
  expected: 'a message sent by the running app arrived in a mailbox elsewhere, with SPF, DKIM and DMARC passed',
  sources: ['Checklist: before launch (test e-mail delivery)'],
  references: [...rfc(7208), ...rfc(6376), ...rfc(7489), ...cis('9.5')],
  fix: 'Let the running app send a message, for example a password reset, to a mailbox at another provider, and look at its Authentication-Results header.',
  attest: {
    statement: 'A message that the running app sent arrived in a mailbox at another provider, outside the spam folder.',
    evidence: 'when and to which provider; its headers with spf=pass, dkim=pass and dmarc=pass',
    expiresAfterDays: 90,
  },
});

export const emailControls = [emailAppPassword, emailTwoFactor, emailDelivery];
