import type { IdentityView } from '../../shared/ipc';
import { printable } from '../../shared/printable';
import type { Dialogs } from './dialogs';

/** The native question before signers are trusted: what to compare, by another way. */
export function confirmTrust(dialogs: Dialogs, signers: readonly IdentityView[]): Promise<boolean> {
  const [first, ...others] = signers.map(sayHolder);
  const prints = signers.map((signer) => `${sayHolder(signer)}\nSHA-256 ${colons(signer.sha256)}`);
  return dialogs.confirm({
    message:
      others.length === 0 ? `Trust ${first} as a signer?` : `Trust ${first} and ${others.length} more as signers?`,
    detail: `Compare the fingerprint with one that you got from them by another way. Anybody could have put their name into a certificate.\n\n${prints.join('\n\n')}`,
    yes: 'Trust',
  });
}

const sayHolder = ({ name, email }: IdentityView): string =>
  `${printable(name, 80)}${email ? ` <${printable(email, 80)}>` : ''}`;

const colons = (sha256: string): string => (sha256.toUpperCase().match(/../g) ?? []).join(':');
