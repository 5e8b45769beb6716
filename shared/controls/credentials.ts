import { defineControl, manual, pass } from '../control';
import { isSecretLike, kindOf } from '../facts/host/env-key-kinds';
import { keychain } from '../facts/local/keychain';
import { asvs, cis, nist } from '../references';

const isDatabaseUrl = (key: string): boolean => kindOf(key, '') === 'database-url';

/** Addresses and switches among the required keys are nothing to keep; a database URL carries a password. */
const holdsSecret = (key: string): boolean => isDatabaseUrl(key) || isSecretLike(key, null);

/** Of a database URL only the password is a secret, and the keychain keeps it under a name of its own. */
const namesOf = (key: string): string[] => (isDatabaseUrl(key) ? [key, 'DATABASE_PASSWORD'] : [key]);

export const credentialsDocumented = defineControl({
  id: 'credentials.documented',
  point: null,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'process',
  title: 'All credentials are kept somewhere safe',
  why: 'A secret that exists only on the server dies with it, and the one that is looked for in a hurry ends up in a chat.',
  expected: 'each required secret is in the keychain, or on an encrypted sheet',
  sources: ['Checklist, final list: document all credentials (encrypted)'],
  references: [...asvs('V13.3.1', 'V13.1.4'), ...nist('IA-5', 'SC-28(1)'), ...cis('3.11')],
  fix: () => ({
    say: 'On your own machine, generate the missing secrets into the keychain with "gonogo secrets generate" and this target file, or write an encrypted sheet of all of them that two people can open, and attest it.',
  }),
  attest: {
    statement:
      'Every credential of this target is written down in the encrypted place that I name; two people can open it, and I opened it today.',
    evidence: 'the name of the place and who can open it; never the credentials themselves',
    expiresAfterDays: 180,
  },
  needs: { keychain },
  words: {
    kept: ({ keys }: { keys: number }) => `all ${keys} required secrets are in the keychain`,
    'none-required': () => 'to attest: the target names no required key that holds a secret',
    'no-keychain': () => 'to attest: this machine has no keychain that could be looked into',
    'not-kept': ({ missing }: { missing: string[] }) => `to attest: not in the keychain: ${missing.join(', ')}`,
  },
  judge: ({ keychain }, { target }) => {
    if (!keychain.available) return manual('no-keychain');
    const required = (target.app?.requiredKeys ?? []).filter(holdsSecret);
    if (required.length === 0) return manual('none-required');
    const kept = new Set(keychain.kept.map(({ key }) => key));
    const missing = required.filter((key) => !namesOf(key).some((name) => kept.has(name)));
    // Not a failure: they may stand on an encrypted sheet, of which only a person knows.
    return missing.length === 0 ? pass('kept', { keys: required.length }) : manual('not-kept', { missing });
  },
});

export const credentialControls = [credentialsDocumented];
