import { X509Certificate } from 'node:crypto';
import type { SignedData } from 'pkijs';
import { commonName } from './certificate';
import { toPem } from './pem';
import {
  composeSignedData,
  cryptoEngine,
  decodeSignedData,
  encodeSignedData,
  type SignerPart,
  sha256,
  takeApart,
} from './signed-data';

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
export async function checkSignature(
  content: Uint8Array,
  signature: Uint8Array,
  signersPem: Uint8Array,
): Promise<CheckedSignature> {
  try {
    return await check(content, signature, signersPem);
  } catch {
    // pkijs, asn1js and OpenSSL each throw in their own way for what they cannot read.
    return { signers: [], problems: [{ code: 'cms-form', words: 'it is no CMS signature of the allowed form' }] };
  }
}

async function check(content: Uint8Array, signature: Uint8Array, signersPem: Uint8Array): Promise<CheckedSignature> {
  const signedData = decodeSignedData(signature);
  const parts = takeApart(signedData);
  const recomposed = encodeSignedData(composeSignedData(parts));
  const problems: SignatureProblem[] = [];
  if (!Buffer.from(recomposed).equals(signature)) {
    problems.push({
      code: 'cms-form',
      words: `it differs from the allowed form (DER, SHA-256, RSA, four signed attributes, nothing else) ${whereDiffers(recomposed, signature)}`,
    });
  }
  if (!sha256(content).equals(parts.digest)) {
    problems.push({ code: 'digest', words: 'record.json is not what was signed: its SHA-256 is another' });
  }
  const signers = parts.signers.map((part) => readSigner(part, problems));
  if (problems.length === 0) problems.push(...(await badSignatures(signedData, signers, content)));
  const expectedPem = parts.signers.map(({ certificate }) => toPem(certificate)).join('');
  if (!Buffer.from(expectedPem).equals(signersPem)) {
    problems.push({ code: 'signers-pem', words: 'it is not exactly the certificates of the signature' });
  }
  return { signers, problems };
}

async function badSignatures(
  signedData: SignedData,
  signers: readonly CheckedSigner[],
  content: Uint8Array,
): Promise<SignatureProblem[]> {
  const verified = await Promise.all(
    signedData.signerInfos.map((_, signer) =>
      // pkijs throws where the digest differs, and answers false where the signature does.
      signedData
        .verify({ signer, data: Uint8Array.from(content).buffer, checkChain: false }, cryptoEngine)
        .catch(() => false),
    ),
  );
  return verified.flatMap((good, index) =>
    good ? [] : [{ code: 'signature', words: `the signature of ${signers[index]!.name} is false` }],
  );
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
    email: /email:([^,\s]+)/.exec(x509.subjectAltName ?? '')?.[1] ?? null,
    sha256: sha256(certificate).toString('hex'),
    signingTime: signingTime.toISOString(),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  };
}

function whereDiffers(expected: Uint8Array, found: Uint8Array): string {
  const at = expected.findIndex((byte, index) => byte !== found[index]);
  return at < 0 ? `by ${found.length - expected.length} bytes after its end` : `at byte ${at}`;
}
