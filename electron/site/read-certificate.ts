import type { KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import * as asn1js from 'asn1js';
import type { CertificateSeen } from '../../shared/facts/site/certificate';
import { printable } from '../../shared/printable';

/** RFC 8017 A.2.4, RFC 5758, RFC 8410, RFC 3279. */
const signatureNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
  '1.2.840.10040.4.3': 'dsa-with-SHA1',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.1': 'ecdsa-with-SHA224',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};
const pss = '1.2.840.113549.1.1.10';
/** RSASSA-PSS names its hash in its parameters; SHA-1 is the default (RFC 4055 3.1). */
const pssHashes: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA256',
  '2.16.840.1.101.3.4.2.2': 'SHA384',
  '2.16.840.1.101.3.4.2.3': 'SHA512',
  '2.16.840.1.101.3.4.2.4': 'SHA224',
  '1.3.14.3.2.26': 'SHA1',
};

/** node:crypto tells everything of a certificate but its signature algorithm (until Node 24). */
function signatureName(der: Uint8Array): string {
  const { result, offset } = asn1js.fromBER(der);
  const [, algorithm] = offset >= 0 && result instanceof asn1js.Sequence ? result.valueBlock.value : [];
  if (!(algorithm instanceof asn1js.Sequence)) throw new Error('no signature algorithm');
  const [oid, parameters] = algorithm.valueBlock.value;
  if (!(oid instanceof asn1js.ObjectIdentifier)) throw new Error('no signature algorithm');
  const id = oid.valueBlock.toString();
  if (id !== pss) return signatureNames[id] ?? id;
  const tagged = parameters instanceof asn1js.Sequence ? parameters.valueBlock.value : [];
  const hash = tagged.find((field) => field instanceof asn1js.Constructed && field.idBlock.tagNumber === 0);
  const hashId = /OBJECT IDENTIFIER : ([\d.]+)/.exec(hash?.toString() ?? '')?.[1] ?? '1.3.14.3.2.26';
  return `RSASSA-PSS with ${pssHashes[hashId] ?? hashId}`;
}

const keyTypes = ['rsa', 'rsa-pss', 'dsa', 'ec', 'ed25519', 'ed448'] as const;
/** Bits of the field of the curves that certificates use, by OpenSSL's names. */
const curveBits: Readonly<Record<string, number>> = {
  prime192v1: 192,
  secp224r1: 224,
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  brainpoolP256r1: 256,
  brainpoolP384r1: 384,
  brainpoolP512r1: 512,
};

function readKey({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): CertificateSeen['key'] {
  const type = keyTypes.find((known) => known === asymmetricKeyType) ?? 'other';
  const curve = asymmetricKeyDetails?.namedCurve ?? null;
  const bits = asymmetricKeyDetails?.modulusLength ?? (curve === null ? null : (curveBits[curve] ?? null));
  return { type, bits, curve };
}

/** Node prints every name of subjectAltName as `DNS:a, IP Address:b`, quoted as JSON where it holds a special character. */
function readNames(subjectAltName: string | undefined): Pick<CertificateSeen, 'dnsNames' | 'addresses'> {
  const entries = [...(subjectAltName ?? '').matchAll(/([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/g)];
  const of = (kind: string): string[] =>
    entries.filter(([, type]) => type === kind).map(([, , value = '']) => printable(value, 255));
  return { dnsNames: of('DNS'), addresses: of('IP Address').filter((address) => isIP(address)) };
}

const oneLine = (name: string): string => printable(name.split('\n').join(', '), 500);

/** Throws when Node or the DER parser cannot make sense of it. */
export function readCertificate(x509: X509Certificate): CertificateSeen {
  return {
    subject: oneLine(x509.subject ?? ''),
    issuer: oneLine(x509.issuer ?? ''),
    // BoringSSL, in Electron, writes it in lower case.
    serial: x509.serialNumber.toUpperCase(),
    notBefore: new Date(x509.validFrom).toISOString(),
    notAfter: new Date(x509.validTo).toISOString(),
    key: readKey(x509.publicKey),
    signature: signatureName(x509.raw),
    ...readNames(x509.subjectAltName),
    isCa: x509.ca,
    selfSigned: x509.checkIssued(x509) && x509.verify(x509.publicKey),
    sha256: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}
