import { webcrypto } from 'node:crypto';
import { certificatesIn } from './pem';
import { composeSignedData, cryptoEngine, encodeSignedData, sha256 } from './signed-data';

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
export async function signDetached({ content, privateKey, certificatePem, signingTime }: SignRequest): Promise<Buffer> {
  const [certificate] = certificatesIn(certificatePem);
  if (!certificate) throw new TypeError('no certificate in this text');
  const parts = (signature: Uint8Array) => ({
    digest: sha256(content),
    signers: [{ certificate, signingTime: toTheSecond(signingTime), signature }],
  });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('pkcs8', privateKey, algorithm, false, ['sign']);
  const unsigned = composeSignedData(parts(new Uint8Array()));
  await unsigned.sign(key as Parameters<typeof unsigned.sign>[0], 0, 'SHA-256', undefined, cryptoEngine);
  // Composed again: pkijs leaves out the NULL parameters of sha256WithRSAEncryption that RFC 4055 section 5 asks for.
  const signature = new Uint8Array(unsigned.signerInfos[0]!.signature.valueBlock.valueHexView);
  return Buffer.from(encodeSignedData(composeSignedData(parts(signature))));
}

const toTheSecond = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);
