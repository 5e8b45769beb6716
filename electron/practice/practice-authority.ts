import { randomBytes, webcrypto } from 'node:crypto';
import { Integer, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
} from 'pkijs';

/**
 * A root and an intermediate CA, made on the fly, that certify the practice site. Elliptic keys, because they are made in a
 * millisecond. The root's certificate is the target's `caFile`.
 */
export interface PracticeAuthority {
  /** PEM. */
  root: string;
  issue(wanted: WantedCertificate): Promise<IssuedCertificate>;
}
export interface WantedCertificate {
  name: string;
  /** From now; negative is in the past. */
  validFromDays: number;
  validToDays: number;
  /** Whether the server also sends the intermediate, as it should. */
  complete: boolean;
}
export interface IssuedCertificate {
  /** PEM: the leaf, then the intermediate. */
  cert: string;
  /** PEM, PKCS#8. */
  key: string;
}

const day = 24 * 3600 * 1000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
// Electron's main process has no global WebCrypto, which pkijs would look for.
const engine = new CryptoEngine({ name: 'practice', crypto: webcrypto });

interface Issuer {
  keys: webcrypto.CryptoKeyPair;
  certificate: Certificate;
}

export async function practiceAuthority(): Promise<PracticeAuthority> {
  const [rootKeys, middleKeys, siteKeys] = await Promise.all([newKeys(), newKeys(), newKeys()]);
  const root = await certify(
    { subject: 'Practice Root CA', keys: rootKeys, from: -1, to: 365, extensions: authorityExtensions },
    null,
  );
  const middle = await certify(
    { subject: 'Practice Issuing CA', keys: middleKeys, from: -1, to: 365, extensions: authorityExtensions },
    root,
  );
  const key = toPem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', siteKeys.privateKey));
  return {
    root: certificatePem(root),
    issue: async ({ name, validFromDays, validToDays, complete }) => {
      const leaf = await certify(
        { subject: name, keys: siteKeys, from: validFromDays, to: validToDays, extensions: siteExtensions(name) },
        middle,
      );
      return { key, cert: certificatePem(leaf) + (complete ? certificatePem(middle) : '') };
    },
  };
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;

interface Wanted {
  subject: string;
  keys: webcrypto.CryptoKeyPair;
  from: number;
  to: number;
  extensions: Extension[];
}

/** Signed by `issuer`, or by itself. */
async function certify({ subject, keys, from, to, extensions }: Wanted, issuer: Issuer | null): Promise<Issuer> {
  const certificate = new Certificate();
  certificate.version = 2;
  // RFC 5280 4.1.2.2: positive, so the first bit is clear.
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  certificate.serialNumber = new Integer({ valueHex: Uint8Array.from(serial).buffer });
  certificate.subject.typesAndValues.push(commonName(subject));
  certificate.issuer = issuer ? issuer.certificate.subject : certificate.subject;
  certificate.notBefore.value = new Date(Date.now() + from * day);
  certificate.notAfter.value = new Date(Date.now() + to * day);
  certificate.extensions = extensions;
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  await certificate.sign((issuer ?? { keys }).keys.privateKey, 'SHA-256', engine);
  return { keys, certificate };
}

const commonName = (value: string) => new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value }) });

const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }) =>
  new Extension({ extnID, critical, extnValue: value.toBER() });

const authorityExtensions = [
  extension('2.5.29.19', true, new BasicConstraints({ cA: true }).toSchema()),
  // keyCertSign and cRLSign: bits 5 and 6 of a BIT STRING with one unused bit.
  new Extension({ extnID: '2.5.29.15', critical: true, extnValue: Uint8Array.of(3, 2, 1, 0x06).buffer }),
];

const siteExtensions = (name: string): Extension[] => [
  extension('2.5.29.19', true, new BasicConstraints({ cA: false }).toSchema()),
  // digitalSignature: bit 0.
  new Extension({ extnID: '2.5.29.15', critical: true, extnValue: Uint8Array.of(3, 2, 7, 0x80).buffer }),
  extension('2.5.29.37', false, new ExtKeyUsage({ keyPurposes: ['1.3.6.1.5.5.7.3.1'] }).toSchema()),
  extension('2.5.29.17', false, new GeneralNames({ names: [new GeneralName({ type: 2, value: name })] }).toSchema()),
];

const certificatePem = ({ certificate }: Issuer | { certificate: Certificate }): string =>
  toPem('CERTIFICATE', certificate.toSchema(true).toBER());

function toPem(label: string, der: ArrayBuffer): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
