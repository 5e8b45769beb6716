import { ownAccounts } from './accounts';
import { type Keychain, KeychainError } from './keychain';

/** The signing identity as it is kept: opaque here. */
export interface KeptIdentity {
  /** PKCS#8, DER; encrypted when its owner gave a passphrase. DER, because PEM as UTF-16 exceeds what Windows holds. */
  privateKey: Buffer;
  /** X.509, PEM. */
  certificate: string;
}

/** Null when there is none. */
export async function readIdentity(keychain: Keychain): Promise<KeptIdentity | null> {
  const [privateKey, certificate] = [
    await keychain.get(ownAccounts.identity),
    await keychain.get(ownAccounts.certificate),
  ];
  if (!privateKey && !certificate) return null;
  if (!privateKey || !certificate) {
    throw new KeychainError(
      'damaged',
      'The keychain holds only half of the signing identity: remove it and make a new one',
    );
  }
  return { privateKey, certificate: certificate.toString('latin1') };
}

/** The certificate goes first: half an identity without its key signs nothing, a key without certificate is lost. */
export async function keepIdentity(keychain: Keychain, { privateKey, certificate }: KeptIdentity): Promise<void> {
  await keychain.set(ownAccounts.certificate, Buffer.from(certificate, 'latin1'));
  await keychain.set(ownAccounts.identity, privateKey);
}

export async function removeIdentity(keychain: Keychain): Promise<boolean> {
  await keychain.remove(ownAccounts.certificate);
  return keychain.remove(ownAccounts.identity);
}
