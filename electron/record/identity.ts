import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { fingerprint } from './certificate';

/** A person's signing identity: RSA-3072 and a self-signed certificate, which proves the same key, not the person. */
export interface SigningIdentity {
  /** PKCS#8, DER. */
  privateKey: Buffer;
  certificatePem: string;
  /** SHA-256 of the certificate (DER), 64 lower-case hex digits. */
  sha256: string;
}

export interface IdentityRequest {
  /** Common name: the name that stands in the review's statements, at most 64 characters (RFC 5280 A.1). */
  name: string;
  email: string;
  /** The certificate counts from here for five years. */
  now: Date;
}

const years = 5;

/** Keeping it is the caller's work. Throws a TypeError for a name or address that a certificate cannot carry. */
export async function createIdentity({ name, email, now }: IdentityRequest): Promise<SigningIdentity> {
  if (!/^[^\p{C}\p{Zl}\p{Zp}]{1,64}$/u.test(name)) throw new TypeError('a name of 1 to 64 characters, on one line');
  // The rfc822Name of a subjectAltName is an IA5String (RFC 5280 4.2.1.6).
  if (!/^[\x21-\x3f\x41-\x7e]+@[A-Za-z0-9.-]+$/.test(email)) throw new TypeError('an e-mail address in ASCII');
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificatePem = await selfSigned(privateKey, { name, email, now });
  return {
    privateKey: Buffer.from(privateKey.replace(/-----[A-Z ]+-----/g, ''), 'base64'),
    certificatePem,
    sha256: fingerprint(certificatePem),
  };
}

async function selfSigned(privateKeyPem: string, { name, email, now }: IdentityRequest): Promise<string> {
  // Loaded when an identity is made, which is once in five years: it would slow down every start.
  const { default: forge } = await import('node-forge');
  const key = forge.pki.privateKeyFromPem(privateKeyPem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = positiveSerial();
  certificate.validity.notBefore = now;
  certificate.validity.notAfter = new Date(now);
  certificate.validity.notAfter.setUTCFullYear(now.getUTCFullYear() + years);
  // UTF-8 by type: forge would put any script into a PrintableString, which cannot hold it.
  const subject = [{ name: 'commonName', value: name, valueTagClass: forge.asn1.Type.UTF8 }] as unknown as Parameters<
    typeof certificate.setSubject
  >[0];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true },
    // With it openssl accepts the signature without `-purpose any`.
    { name: 'extKeyUsage', emailProtection: true },
    { name: 'subjectAltName', altNames: [{ type: 1, value: email }] },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(key, forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}

/** 128 random bits; the leading zero keeps the INTEGER positive (RFC 5280 4.1.2.2). */
function positiveSerial(): string {
  const serial = randomBytes(16);
  return serial[0]! >= 0x80 ? `00${serial.toString('hex')}` : serial.toString('hex');
}
