import type { Fact } from '../../shared/fact';
import { keychain as keychainFact } from '../../shared/facts/local/keychain';
import type { Target } from '../../shared/target';
import { type Keychain, KeychainError } from '../keychain/keychain';
import { noKeychain, openSecretKeeping, type SecretKeeping } from '../keychain/secret-keeper';
import { listSecrets } from '../keychain/secrets';

/** What a check may know of this machine's secrets, and the fact that says whether it could know anything. */
export interface LocalSecrets {
  keeping: SecretKeeping;
  facts: Fact[];
  /** Why there is no keychain; null when there is one. A check works without. */
  missing: string | null;
}

export async function localSecrets(open: () => Promise<Keychain>, target: Target): Promise<LocalSecrets> {
  try {
    return await secretsOf(await open(), target);
  } catch (cause) {
    if (!(cause instanceof KeychainError)) throw cause;
    return { keeping: noKeychain(), facts: [keychainIs(false, [])], missing: cause.message };
  }
}

export async function secretsOf(keychain: Keychain, target: Target): Promise<LocalSecrets> {
  const kept = (await listSecrets(keychain, target)).map(({ key }) => ({ key }));
  return { keeping: await openSecretKeeping(keychain, target), facts: [keychainIs(true, kept)], missing: null };
}

const keychainIs = (available: boolean, kept: { key: string }[]): Fact => ({
  id: keychainFact.id,
  host: null,
  at: new Date().toISOString(),
  from: { local: 'keychain' },
  ok: true,
  value: { available, kept },
});
