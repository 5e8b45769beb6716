import { X509Certificate } from 'node:crypto';
import type { IdentityView } from '../../shared/ipc';
import { readIdentity } from '../keychain/identity';
import { type Keychain, KeychainError, type KeychainName } from '../keychain/keychain';
import { openKeychain } from '../keychain/open-keychain';
import { type Lazy, lazy } from '../lazy';
import { commonName, emailOf, fingerprint } from '../record/certificate';

/** Which keychain is used for what: the machine's own for real reviews; for practice one in memory, which ends with the app. */
export class Keyring {
  private readonly real: Lazy<Keychain>;
  private readonly practice: Lazy<Keychain> = lazy(() => openKeychain('memory'));

  constructor(readonly name: KeychainName) {
    this.real = lazy(() => openKeychain(name));
  }

  /** Rejects with KeychainError when there is none. */
  of(practice: boolean): Promise<Keychain> {
    return practice ? this.practice() : this.real();
  }

  /** Why the machine's own cannot be used, in words; null when it can. */
  async missing(): Promise<string | null> {
    try {
      await this.of(false);
      return null;
    } catch (cause) {
      if (cause instanceof KeychainError) return cause.message;
      throw cause;
    }
  }

  /** Null when there is no identity yet, or no keychain. */
  async identityOf(practice: boolean): Promise<IdentityView | null> {
    try {
      const kept = await readIdentity(await this.of(practice));
      return kept && viewIdentity(kept.certificate);
    } catch (cause) {
      if (cause instanceof KeychainError && cause.code === 'unavailable') return null;
      throw cause;
    }
  }
}

/** What a certificate says of its holder. */
export function viewIdentity(pem: string): IdentityView {
  const certificate = new X509Certificate(pem);
  return {
    name: commonName(certificate),
    email: emailOf(certificate) ?? '',
    sha256: fingerprint(pem),
    notAfter: new Date(certificate.validTo).toISOString(),
  };
}
