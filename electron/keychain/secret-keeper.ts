import { type SecretScope, scopeAccount, secretAccount } from './accounts';
import { compareFingerprints, type Fingerprint, machineFingerprinter, type TakeFingerprint } from './fingerprint';
import type { Keychain } from './keychain';
import { readIndex, readScopes } from './secret-index';
import { changeIndex } from './secrets';

/** What a check may know of secrets elsewhere: answers, never values. The same shape as the host collector asks for. */
export interface SecretComparison {
  /** Is this the value kept in the keychain for this target and environment? */
  kept(key: string, value: string): 'same' | 'different' | 'none';
  /** Does another target or environment known to this machine use it? `unknown` when none is known. */
  elsewhere(key: string, value: string): 'same' | 'different' | 'unknown';
}

export interface SecretKeeping extends SecretComparison {
  /**
   * Keeps the fingerprints of the live secret keys that `elsewhere` was asked about, so that a check of another
   * environment can compare with them. To be called when the check is over.
   */
  rememberLive(): Promise<void>;
}

/** Only these are compared across environments: values made to be unguessable, whose fingerprint tells nothing. */
const isSecretKey = (key: string): boolean => /^(?:[A-Z0-9]+_)*SECRET_KEY$/.test(key);

/** The fingerprint of a short value could be guessed by whoever reads the keychain: it is compared, and not kept. */
const isLong = (value: string): boolean => Buffer.byteLength(value) >= 32;

export async function openSecretKeeping(keychain: Keychain, scope: SecretScope): Promise<SecretKeeping> {
  const take = await machineFingerprinter(keychain);
  const here = await keptHere(keychain, scope, take);
  const others = await keptElsewhere(keychain, scope);
  const live = new Map<string, Fingerprint>();
  return {
    kept: (key, value) => {
      const kept = here.get(key);
      if (!kept) return 'none';
      return compareFingerprints(kept, take(key, value)) === 'same' ? 'same' : 'different';
    },
    elsewhere: (key, value) => {
      if (!isSecretKey(key)) return 'unknown';
      const fingerprint = take(key, value);
      if (isLong(value)) live.set(key, fingerprint);
      const compared = others(key).map((other) => compareFingerprints(other, fingerprint));
      if (compared.includes('same')) return 'same';
      return compared.includes('different') ? 'different' : 'unknown';
    },
    rememberLive: async () => {
      if (live.size === 0) return;
      await changeIndex(keychain, scope, (index) => ({
        ...index,
        live: { ...index.live, ...Object.fromEntries(live) },
      }));
    },
  };
}

/** Taken from the values themselves and not from the index: what counts is what would be installed. */
async function keptHere(keychain: Keychain, scope: SecretScope, take: TakeFingerprint) {
  const kept = new Map<string, Fingerprint>();
  for (const { key } of (await readIndex(keychain, scopeAccount(scope))).secrets) {
    const value = await keychain.get(secretAccount(scope, key));
    if (!value) continue;
    kept.set(key, take(key, value));
    value.fill(0);
  }
  return kept;
}

/** By key, every fingerprint that another scope holds: of what is kept, and of what was seen live. */
async function keptElsewhere(keychain: Keychain, scope: SecretScope): Promise<(key: string) => Fingerprint[]> {
  const own = scopeAccount(scope);
  const others = (await readScopes(keychain)).filter((account) => account !== own);
  const indexes = await Promise.all(others.map((account) => readIndex(keychain, account)));
  return (key) =>
    indexes.flatMap(({ secrets, live }) => [
      ...secrets.filter((secret) => secret.key === key).map((secret) => secret.fingerprint),
      ...(live[key] ? [live[key]] : []),
    ]);
}

/** For a machine without a keychain: nothing is kept, and no other environment is known. */
export const noKeychain = (): SecretKeeping => ({
  kept: () => 'none',
  elsewhere: () => 'unknown',
  rememberLive: async () => {},
});
