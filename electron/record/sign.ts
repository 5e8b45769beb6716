import { createPrivateKey, sign } from 'node:crypto';
import { certificatesIn } from './pem';
import { composeSignedData, sha256, signedBytes } from './signed-data';

export interface SignRequest {
  content: Uint8Array;
  /** PKCS#8, DER. */
  privateKey: Uint8Array;
  certificatePem: string;
  /** What the signature says; to the second. */
  signingTime: Date;
}

/**
 * A detached CMS signature, DER, that `openssl cms -verify -binary -inform DER` accepts. SHA-256 and RSA; signed are
 * contentType, messageDigest, signingTime and signingCertificateV2 (RFC 5035), and nothing is unsigned.
 */
export function signDetached({ content, privateKey, certificatePem, signingTime }: SignRequest): Buffer {
  const [certificate] = certificatesIn(certificatePem);
  if (!certificate) throw new TypeError('no certificate in this text');
  const digest = sha256(content);
  const signer = { certificate, signingTime: toTheSecond(signingTime) };
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  const signature = sign('sha256', signedBytes(digest, signer), key);
  return composeSignedData({ digest, signers: [{ ...signer, signature }] });
}

const toTheSecond = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);
