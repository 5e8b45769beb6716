import { createCipheriv, createDecipheriv, randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * A private key under a passphrase: EncryptedPrivateKeyInfo (RFC 5958) with PBES2, scrypt (RFC 7914 section 7) and
 * AES-256-CBC, as `openssl pkcs8 -topk8 -scrypt -v2 aes-256-cbc` writes and any openssl reads. Made here, because
 * BoringSSL, which Electron has, knows only PBKDF2.
 */

/** Of OWASP's equal recommendations the one with the most memory that openssl reads: its own limit is 32 MiB. */
const cost = { N: 2 ** 14, r: 8, p: 5 };
const maxCost = { N: 2 ** 20, r: 16, p: 16 };
const oids = { pbes2: '1.2.840.113549.1.5.13', scrypt: '1.3.6.1.4.1.11591.4.11', aes256cbc: '2.16.840.1.101.3.4.1.42' };

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const keyFrom = (passphrase: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> =>
  derive(passphrase.normalize('NFC'), salt, 32, { N, r, p, maxmem: 256 * N * r });

/** asn1js, loaded when a key is sealed or opened, and the shape that both have in common. */
async function structure() {
  const asn1 = await import('asn1js');
  const { Integer, ObjectIdentifier, OctetString, Sequence } = asn1;
  const sequence = (...value: InstanceType<typeof Sequence>['valueBlock']['value']) => new Sequence({ value });
  const oid = (value: string) => new ObjectIdentifier({ value });
  const octets = (name: string, bytes?: Uint8Array) =>
    new OctetString({ name, ...(bytes && { valueHex: Uint8Array.from(bytes).buffer }) });
  const integer = (name: string, value?: number) => new Integer({ name, ...(value !== undefined && { value }) });
  /** With values: the structure; without: the schema that reads it. */
  const sealedKey = (parts?: { salt: Uint8Array; iv: Uint8Array; sealed: Uint8Array; cost: typeof cost }) =>
    sequence(
      sequence(
        oid(oids.pbes2),
        sequence(
          sequence(
            oid(oids.scrypt),
            sequence(
              octets('salt', parts?.salt),
              integer('N', parts?.cost.N),
              integer('r', parts?.cost.r),
              integer('p', parts?.cost.p),
            ),
          ),
          sequence(oid(oids.aes256cbc), octets('iv', parts?.iv)),
        ),
      ),
      octets('sealed', parts?.sealed),
    );
  return { asn1, sealedKey };
}

/** `privateKey` is PKCS#8, DER; so is what comes back, encrypted. */
export async function sealKey(privateKey: Uint8Array, passphrase: string): Promise<Buffer> {
  const { sealedKey } = await structure();
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  const key = await keyFrom(passphrase, salt, cost);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const sealed = Buffer.concat([cipher.update(privateKey), cipher.final()]);
  key.fill(0);
  return Buffer.from(sealedKey({ salt, iv, sealed, cost }).toBER());
}

/** A plain PrivateKeyInfo begins with its version, a sealed one with its algorithm: SEQUENCE in SEQUENCE. */
export const isSealed = (key: Uint8Array): boolean => key[headerLength(key)] === 0x30;
const headerLength = (der: Uint8Array): number => ((der[1] ?? 0) < 0x80 ? 2 : 2 + ((der[1] ?? 0) & 0x7f));

/** The key as PKCS#8, DER; null when the passphrase is another. Throws a TypeError for what `sealKey` did not make. */
export async function openSealedKey(der: Uint8Array, passphrase: string): Promise<Buffer | null> {
  const { asn1, sealedKey } = await structure();
  const read = asn1.verifySchema(Uint8Array.from(der).buffer, sealedKey());
  if (!read.verified) throw new TypeError('this key is not sealed as Go/No-Go seals keys');
  const found = read.result as Record<string, { valueBlock: { valueHexView: Uint8Array; valueDec: number } }>;
  const octets = (name: string): Buffer => Buffer.from(found[name]!.valueBlock.valueHexView);
  const number = (name: 'N' | 'r' | 'p'): number => found[name]!.valueBlock.valueDec;
  const asked = { N: number('N'), r: number('r'), p: number('p') };
  const tooMuch = asked.N < 2 || asked.N > maxCost.N || asked.r > maxCost.r || asked.p > maxCost.p;
  if (tooMuch) throw new TypeError('this key asks for more work than any key of ours');
  const key = await keyFrom(passphrase, octets('salt'), asked);
  const decipher = createDecipheriv('aes-256-cbc', key, octets('iv'));
  try {
    const opened = Buffer.concat([decipher.update(octets('sealed')), decipher.final()]);
    // One wrong passphrase in 256 leaves a padding that looks right.
    return opened[0] === 0x30 && !isSealed(opened) ? opened : null;
  } catch {
    return null;
  } finally {
    key.fill(0);
  }
}
