import { verify, X509Certificate } from 'node:crypto';
import { sha256Hex } from '../sha256';
import { commonName, emailOf } from './certificate';
import { toPem } from './pem';
import { composeSignedData, type SignerPart, sha256, signedBytes, takeApart } from './signed-data';

/** Does record.json.p7s sign these bytes, in the one form that is allowed, and by whom? */

export interface CheckedSigner {
  /** Common name of the certificate; empty when it has none. */
  name: string;
  email: string | null;
  /** SHA-256 of the certificate (DER), hex. */
  sha256: string;
  signingTime: string;
  notBefore: string;
  notAfter: string;
}

export interface SignatureProblem {
  code: 'cms-form' | 'digest' | 'signature' | 'certificate' | 'signers-pem';
  words: string;
}

export interface CheckedSignature {
  signers: CheckedSigner[];
  problems: SignatureProblem[];
}

const minModulusBits = 3072;

/** `signersPem` must be byte for byte the certificates of the signature, in signer order. Never throws on bad input. */
export function checkSignature(content: Uint8Array, signature: Uint8Array, signersPem: Uint8Array): CheckedSignature {
  try {
    return check(content, signature, signersPem);
  } catch {
    // asn1js and OpenSSL each throw in their own way for what they cannot read.
    return { signers: [], problems: [{ code: 'cms-form', words: 'it is no CMS signature of the allowed form' }] };
  }
}

function check(content: Uint8Array, signature: Uint8Array, signersPem: Uint8Array): CheckedSignature {
  const parts = takeApart(signature);
  const recomposed = composeSignedData(parts);
  const problems: SignatureProblem[] = [];
  if (!recomposed.equals(signature)) {
    problems.push({
      code: 'cms-form',
      words: `it differs from the allowed form (DER, SHA-256, RSA, four signed attributes, nothing else) ${whereDiffers(recomposed, signature)}`,
    });
  }
  if (!sha256(content).equals(parts.digest)) {
    problems.push({ code: 'digest', words: 'record.json is not what was signed: its SHA-256 is another' });
  }
  const signers = parts.signers.map((part) => readSigner(part, problems));
  // Only of the allowed form, over these bytes and with such a key does a signature say anything.
  if (problems.length === 0) problems.push(...parts.signers.flatMap((part) => badSignature(part, parts.digest)));
  const expectedPem = parts.signers.map(({ certificate }) => toPem(certificate)).join('');
  if (!Buffer.from(expectedPem).equals(signersPem)) {
    problems.push({ code: 'signers-pem', words: 'it is not exactly the certificates of the signature' });
  }
  return { signers, problems };
}

function badSignature(part: SignerPart, digest: Uint8Array): SignatureProblem[] {
  const x509 = new X509Certificate(part.certificate);
  // RSASSA-PKCS1-v1_5 (RFC 8017 8.2), which is what Node takes for a key of type rsa.
  if (verify('sha256', signedBytes(digest, part), x509.publicKey, part.signature)) return [];
  return [{ code: 'signature', words: `the signature of ${commonName(x509)} is false` }];
}

function readSigner({ certificate, signingTime }: SignerPart, problems: SignatureProblem[]): CheckedSigner {
  const bad = (words: string): void => void problems.push({ code: 'certificate', words });
  const x509 = new X509Certificate(certificate);
  const name = commonName(x509);
  const notBefore = new Date(x509.validFrom);
  const notAfter = new Date(x509.validTo);
  const { asymmetricKeyType, asymmetricKeyDetails } = x509.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < minModulusBits) {
    bad(`the key of ${name} is not RSA of ${minModulusBits} bits or more`);
  }
  // The signature says when it was made; whether the certificate has expired since is another question.
  if (signingTime < notBefore || signingTime > notAfter) bad(`the certificate of ${name} did not count when it signed`);
  return {
    name,
    email: emailOf(x509),
    sha256: sha256Hex(certificate),
    signingTime: signingTime.toISOString(),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  };
}

function whereDiffers(expected: Uint8Array, found: Uint8Array): string {
  const at = expected.findIndex((byte, index) => byte !== found[index]);
  return at < 0 ? `by ${found.length - expected.length} bytes after its end` : `at byte ${at}`;
}
