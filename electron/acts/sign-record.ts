import { keepIdentity, readIdentity } from '../keychain/identity';
import type { Keychain } from '../keychain/keychain';
import { fingerprint } from '../record/certificate';
import { type Exported, exportRecord } from '../record/export';
import { createIdentity, type SigningIdentity } from '../record/identity';
import type { OpenReview } from '../store/open-review';

/** The signing identity of this machine; made and kept when there is none yet. */
export async function signingIdentity(
  keychain: Keychain,
  person: { name: string; email: string },
): Promise<SigningIdentity> {
  const kept = await readIdentity(keychain);
  if (kept) {
    return { privateKey: kept.privateKey, certificatePem: kept.certificate, sha256: fingerprint(kept.certificate) };
  }
  const made = await createIdentity({ ...person, now: new Date() });
  await keepIdentity(keychain, { privateKey: made.privateKey, certificate: made.certificatePem });
  return made;
}

/** Signs the frozen review and writes its record to `folder`, which must not be there yet. */
export const signRecord = (review: OpenReview, identity: SigningIdentity, folder: string): Promise<Exported> =>
  exportRecord({
    events: review.events,
    runs: review.runs,
    readEvidence: (sha256) => review.readEvidence(sha256),
    privateKey: identity.privateKey,
    certificatePem: identity.certificatePem,
    signingTime: new Date(),
    folder,
  });
