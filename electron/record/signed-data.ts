import { createHash, webcrypto } from 'node:crypto';
import { GeneralizedTime, Null, ObjectIdentifier, OctetString, Sequence, UTCTime } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  CryptoEngine,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';

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
  /** DER. */
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

// Older Electron has no globalThis.crypto in its main process, where pkijs would look for it.
export const cryptoEngine = new CryptoEngine({ name: 'node', crypto: webcrypto });

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** DER wants the members of a SET OF in the order of their encodings (X.690 11.6). */
const inDerOrder = <T>(items: readonly T[], encode: (item: T) => Uint8Array): T[] =>
  [...items].sort((a, b) => Buffer.compare(encode(a), encode(b)));

const encoded = (item: { toSchema(): { toBER(): ArrayBuffer } }): Uint8Array => new Uint8Array(item.toSchema().toBER());

/** The structure without its ContentInfo, ready for pkijs to sign or to verify. */
export function composeSignedData({ digest, signers }: SignedParts): SignedData {
  const certificates = signers.map(({ certificate }) => Certificate.fromBER(certificate));
  return new SignedData({
    version: 1,
    digestAlgorithms: [algorithm(oid.sha256)],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: inDerOrder(certificates, encoded),
    signerInfos: inDerOrder(
      signers.map((signer, index) => signerInfo(digest, signer, certificates[index]!)),
      encoded,
    ),
  });
}

/** DER of the whole, as it stands in record.json.p7s. */
export function encodeSignedData(signedData: SignedData): Uint8Array {
  const content = new ContentInfo({ contentType: oid.signedData, content: signedData.toSchema(true) });
  return encoded(content);
}

const algorithm = (algorithmId: string) => new AlgorithmIdentifier({ algorithmId, algorithmParams: new Null() });

function signerInfo(
  digest: Uint8Array,
  { certificate, signingTime, signature }: SignerPart,
  { issuer, serialNumber }: Certificate,
): SignerInfo {
  const octets = (bytes: Uint8Array) => new OctetString({ valueHex: Uint8Array.from(bytes).buffer });
  const attribute = (type: string, value: unknown) => new Attribute({ type, values: [value] });
  // ESSCertIDv2 (RFC 5035) with its default hash, SHA-256, left out as DER demands: the signature names its certificate.
  const certId = new Sequence({ value: [octets(sha256(certificate))] });
  const signingCertificate = new Sequence({ value: [new Sequence({ value: [certId] })] });
  // RFC 5652 11.3: UTCTime through 2049.
  const time =
    signingTime.getUTCFullYear() < 2050
      ? new UTCTime({ valueDate: signingTime })
      : new GeneralizedTime({ valueDate: signingTime });
  const attributes = [
    attribute(oid.contentType, new ObjectIdentifier({ value: oid.data })),
    attribute(oid.signingTime, time),
    attribute(oid.messageDigest, octets(digest)),
    attribute(oid.signingCertificateV2, signingCertificate),
  ];
  return new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer, serialNumber }),
    digestAlgorithm: algorithm(oid.sha256),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: inDerOrder(attributes, encoded) }),
    signatureAlgorithm: algorithm(oid.sha256WithRsa),
    signature: octets(signature),
  });
}

export const decodeSignedData = (der: Uint8Array): SignedData =>
  new SignedData({ schema: ContentInfo.fromBER(der).content });

/** The parts of a structure that claims to be one of ours. Throws for whatever cannot be one. */
export function takeApart({ certificates = [], signerInfos }: SignedData): SignedParts {
  const parts = signerInfos.map((info) => {
    const certificate = certificates.find(
      (one): one is Certificate =>
        one instanceof Certificate &&
        info.sid instanceof IssuerAndSerialNumber &&
        info.sid.issuer.isEqual(one.issuer) &&
        info.sid.serialNumber.isEqual(one.serialNumber),
    );
    if (!certificate) throw new Error('a signer without certificate');
    const value = (type: string) => info.signedAttrs?.attributes.find((one) => one.type === type)?.values[0];
    return {
      digest: new Uint8Array(value(oid.messageDigest)?.valueBlock.valueHexView ?? []),
      certificate: encoded(certificate),
      signingTime: value(oid.signingTime)?.toDate() as Date,
      signature: new Uint8Array(info.signature.valueBlock.valueHexView),
    };
  });
  const [first] = parts;
  if (!first) throw new Error('no signer');
  return { digest: first.digest, signers: parts };
}
