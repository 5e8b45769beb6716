import { createHash } from 'node:crypto';
import {
  type AsnType,
  Constructed,
  fromBER,
  GeneralizedTime,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Set as SetOf,
  UTCTime,
} from 'asn1js';

/**
 * The one form of CMS SignedData (RFC 5652) that a record's signature may have. It is composed from few parts, and a reader
 * composes it again from the parts that it found: whatever differs in any byte is not ours. OpenSSL is more lenient: it
 * accepts a changed version number, another eContentType, and bytes after the end.
 */

const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** What is a signer's own in the signature. */
export interface SignerPart {
  /** DER of an X.509 certificate of version 3. */
  certificate: Uint8Array;
  /** To the second. */
  signingTime: Date;
  signature: Uint8Array;
}

export interface SignedParts {
  /** SHA-256 of the signed bytes. */
  digest: Uint8Array;
  signers: readonly SignerPart[];
}

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** DER of the whole, as it stands in record.json.p7s. */
export function composeSignedData({ digest, signers }: SignedParts): Buffer {
  const signedData = sequence(
    new Integer({ value: 1 }),
    setOf([algorithm(oid.sha256)]),
    sequence(object(oid.data)),
    tagged(0, inDerOrder(signers.map(({ certificate }) => read(certificate)))),
    setOf(signers.map((signer) => signerInfo(digest, signer))),
  );
  return der(sequence(object(oid.signedData), tagged(0, [signedData])));
}

/** The bytes that a signer signs: the signed attributes under the tag of a SET OF (RFC 5652 5.4). */
export const signedBytes = (digest: Uint8Array, signer: Omit<SignerPart, 'signature'>): Buffer =>
  der(setOf(signedAttributes(digest, signer)));

function signerInfo(digest: Uint8Array, signer: SignerPart): AsnType {
  return sequence(
    new Integer({ value: 1 }),
    issuerAndSerial(read(signer.certificate)),
    algorithm(oid.sha256),
    tagged(0, inDerOrder(signedAttributes(digest, signer))),
    algorithm(oid.sha256WithRsa),
    octets(signer.signature),
  );
}

function signedAttributes(digest: Uint8Array, { certificate, signingTime }: Omit<SignerPart, 'signature'>): AsnType[] {
  const attribute = (type: string, value: AsnType) => sequence(object(type), setOf([value]));
  // RFC 5652 11.3: UTCTime through 2049.
  const Time = signingTime.getUTCFullYear() < 2050 ? UTCTime : GeneralizedTime;
  // ESSCertIDv2 (RFC 5035) with its default hash, SHA-256, left out as DER demands: the signature names its certificate.
  const certId = sequence(octets(sha256(certificate)));
  return [
    attribute(oid.contentType, object(oid.data)),
    attribute(oid.signingTime, new Time({ valueDate: signingTime })),
    attribute(oid.messageDigest, octets(digest)),
    attribute(oid.signingCertificateV2, sequence(sequence(certId))),
  ];
}

function issuerAndSerial(certificate: AsnType): AsnType {
  // RFC 5280 4.1: [0] version, serialNumber, signature, issuer.
  const [, serialNumber, , issuer] = members(members(certificate)[0]);
  return sequence(issuer!, serialNumber!);
}

/**
 * The parts of bytes that claim to be such a signature, each taken from its place. Throws for whatever cannot be one; that
 * nothing else is in it, and all in its form, shows when the parts are composed again.
 */
export function takeApart(signature: Uint8Array): SignedParts {
  const [, content] = members(read(signature));
  const [, , , certificates, signerInfos] = members(members(content)[0]);
  const parts = members(signerInfos).map((info) => {
    const [, sid, , attributes, , signed] = members(info);
    const certificate = members(certificates).find((one) => der(issuerAndSerial(one)).equals(der(sid!)));
    if (!certificate) throw new Error('a signer without certificate');
    return {
      digest: bytesOf(attributeOf(oid.messageDigest, attributes)),
      certificate: der(certificate),
      signingTime: timeOf(attributeOf(oid.signingTime, attributes)),
      signature: bytesOf(signed),
    };
  });
  const [first] = parts;
  if (!first) throw new Error('no signer');
  return { digest: first.digest, signers: parts };
}

function attributeOf(type: string, attributes: AsnType | undefined): AsnType | undefined {
  const [, values] =
    members(attributes)
      .map(members)
      .find(([id]) => id instanceof ObjectIdentifier && id.getValue() === type) ?? [];
  return members(values)[0];
}

function read(bytes: Uint8Array): AsnType {
  const { result, offset } = fromBER(Uint8Array.from(bytes));
  if (offset < 0) throw new Error('not ASN.1');
  return result;
}

function members(block: AsnType | undefined): AsnType[] {
  if (block instanceof Constructed) return block.valueBlock.value as AsnType[];
  throw new TypeError('not a structure');
}

function bytesOf(block: AsnType | undefined): Uint8Array {
  if (block instanceof OctetString) return block.valueBlock.valueHexView;
  throw new TypeError('not an octet string');
}

function timeOf(block: AsnType | undefined): Date {
  // A GeneralizedTime is a UTCTime to asn1js.
  if (block instanceof UTCTime) return block.toDate();
  throw new TypeError('not a time');
}

const der = (block: AsnType): Buffer => Buffer.from(block.toBER());
const sequence = (...value: AsnType[]): AsnType => new Sequence({ value });
const setOf = (value: AsnType[]): AsnType => new SetOf({ value: inDerOrder(value) });
const tagged = (tagNumber: number, value: AsnType[]): AsnType =>
  new Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
const object = (value: string): AsnType => new ObjectIdentifier({ value });
const octets = (bytes: Uint8Array): AsnType => new OctetString({ valueHex: Uint8Array.from(bytes) });
const algorithm = (id: string): AsnType => sequence(object(id), new Null());

/** DER wants the members of a SET OF in the order of their encodings (X.690 11.6). */
const inDerOrder = (items: readonly AsnType[]): AsnType[] => [...items].sort((a, b) => Buffer.compare(der(a), der(b)));
