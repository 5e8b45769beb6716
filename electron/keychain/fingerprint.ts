import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ownAccounts } from './accounts';
import type { Keychain } from './keychain';

/**
 * `f1:<key id>:<tag>`: tells whether two values are the same without holding either. A short value can be guessed by whoever
 * has the key, so fingerprints stay in main memory and in the keychain's own index: in no fact, record, log or message.
 */
export type Fingerprint = string & { readonly brand: unique symbol };
export type TakeFingerprint = (key: string, value: Uint8Array | string) => Fingerprint;

/** HMAC-SHA-256 (RFC 2104) over version, key name and value. NUL parts them: none of the three can hold one. */
export function fingerprinter(key: Uint8Array): TakeFingerprint {
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return (name, value) => {
    const tag = createHmac('sha256', key).update(`gonogo/fp/1\0${name}\0`).update(value).digest('hex').slice(0, 32);
    return `f1:${keyId}:${tag}` as Fingerprint;
  };
}

/** With this machine's key, which is made when there is none. */
export async function machineFingerprinter(keychain: Keychain): Promise<TakeFingerprint> {
  const kept = await keychain.get(ownAccounts.fingerprintKey);
  if (kept?.length === 32) return fingerprinter(kept);
  const made = randomBytes(32);
  await keychain.set(ownAccounts.fingerprintKey, made);
  return fingerprinter(made);
}

/** `incomparable` when they were taken with different keys: that they differ then says nothing about the values. */
export function compareFingerprints(a: Fingerprint, b: Fingerprint): 'same' | 'different' | 'incomparable' {
  if (a.length !== b.length || a.slice(0, 11) !== b.slice(0, 11)) return 'incomparable';
  return timingSafeEqual(Buffer.from(a), Buffer.from(b)) ? 'same' : 'different';
}
