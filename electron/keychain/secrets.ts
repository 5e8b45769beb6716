import type { Secret } from '../../shared/secret';
import { type SecretScope, scopeAccount, secretAccount } from './accounts';
import { machineFingerprinter } from './fingerprint';
import { type GeneratedKey, generators } from './generate';
import type { Keychain } from './keychain';
import { readIndex, type SecretIndex, writeIndex } from './secret-index';

/** The secrets kept for one target and environment. Listing never reads a value. */

export interface KeptSecret {
  key: string;
  /** ISO 8601, UTC. */
  created: string;
}

export async function listSecrets(keychain: Keychain, scope: SecretScope): Promise<KeptSecret[]> {
  const { secrets } = await readIndex(keychain, scopeAccount(scope));
  return secrets.map(({ key, created }) => ({ key, created }));
}

export async function keepSecret(keychain: Keychain, scope: SecretScope, key: string, secret: Secret): Promise<void> {
  const fingerprint = (await machineFingerprinter(keychain))(key, secret.reveal());
  await keychain.set(secretAccount(scope, key), secret.reveal());
  await changeIndex(keychain, scope, (index) => ({
    ...index,
    secrets: [
      ...index.secrets.filter((entry) => entry.key !== key),
      { key, created: new Date().toISOString(), fingerprint },
    ].sort((a, b) => (a.key < b.key ? -1 : 1)),
  }));
}

/** Whether there was one. */
export async function removeSecret(keychain: Keychain, scope: SecretScope, key: string): Promise<boolean> {
  const removed = await keychain.remove(secretAccount(scope, key));
  await changeIndex(keychain, scope, (index) => ({
    ...index,
    secrets: index.secrets.filter((entry) => entry.key !== key),
  }));
  return removed;
}

/** Makes each of `keys` that is not kept yet; with `replace`, all of them. Values are made here and stay in the keychain. */
export async function generateSecrets(
  keychain: Keychain,
  scope: SecretScope,
  { keys, replace }: { keys: readonly GeneratedKey[]; replace: boolean },
): Promise<{ made: GeneratedKey[]; left: GeneratedKey[] }> {
  const made: GeneratedKey[] = [];
  const left: GeneratedKey[] = [];
  for (const key of keys) {
    const kept = replace ? null : await keychain.get(secretAccount(scope, key));
    if (kept) {
      kept.fill(0);
      left.push(key);
      continue;
    }
    const secret = generators[key]();
    await keepSecret(keychain, scope, key, secret);
    secret.wipe();
    made.push(key);
  }
  return { made, left };
}

export async function changeIndex(
  keychain: Keychain,
  scope: SecretScope,
  change: (index: SecretIndex) => SecretIndex,
): Promise<void> {
  const account = scopeAccount(scope);
  await writeIndex(keychain, account, change(await readIndex(keychain, account)));
}
