import { keepIdentity, readIdentity } from '../keychain/identity';
import type { Keychain } from '../keychain/keychain';
import { fingerprint } from '../record/certificate';
import { type Exported, exportRecord } from '../record/export';
import { createIdentity, type SigningIdentity } from '../record/identity';
import { isSealed, openSealedKey, sealKey } from '../record/sealed-key';
import type { OpenReview } from '../store/open-review';
import { UserError } from '../user-error';

/** The signing identity of this machine; made and kept when there is none yet. */
export async function signingIdentity(
  keychain: Keychain,
  person: { name: string; email: string },
): Promise<SigningIdentity> {
  return (await readIdentity(keychain))
    ? openIdentity(keychain, '')
    : makeIdentity(keychain, { ...person, passphrase: '' });
}

/** Makes this machine's identity, its key under a passphrase; replaces the one that is kept. An empty passphrase seals nothing. */
export async function makeIdentity(
  keychain: Keychain,
  { passphrase, ...person }: { name: string; email: string; passphrase: string },
): Promise<SigningIdentity> {
  const made = await createIdentity({ ...person, now: new Date() });
  const privateKey = passphrase === '' ? made.privateKey : await sealKey(made.privateKey, passphrase);
  await keepIdentity(keychain, { privateKey, certificate: made.certificatePem });
  return made;
}

/** The kept identity, ready to sign. Throws UserError when there is none, or the passphrase is another. */
export async function openIdentity(keychain: Keychain, passphrase: string): Promise<SigningIdentity> {
  const kept = await readIdentity(keychain);
  if (!kept) throw new UserError('there is no signing identity on this machine yet: make one first (Settings)');
  const { certificate, privateKey: stored } = kept;
  const privateKey = isSealed(stored) ? await openSealedKey(stored, passphrase) : stored;
  if (!privateKey) throw new UserError('this is not the passphrase of the signing key');
  return { privateKey, certificatePem: certificate, sha256: fingerprint(certificate) };
}

/** Signs the frozen review and writes its record to `path`, which must not be there yet. */
export const signRecord = (review: OpenReview, identity: SigningIdentity, path: string): Promise<Exported> =>
  exportRecord({
    events: review.events,
    runs: review.runs,
    readEvidence: (sha256) => review.readEvidence(sha256),
    privateKey: identity.privateKey,
    certificatePem: identity.certificatePem,
    signingTime: new Date(),
    path,
  });
