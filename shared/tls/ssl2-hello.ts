/**
 * SSLv2's own hello (draft-hickman-netscape-ssl-00), which shares nothing with its successors. A server that still speaks it
 * lets any of its other connections be decrypted (DROWN, CVE-2016-0800), so it is worth one connection to know.
 */
const cipherKinds = [
  0x01_00_80, 0x02_00_80, 0x03_00_80, 0x04_00_80, 0x05_00_80, 0x06_00_40, 0x07_00_c0, 0x08_00_80, 0x06_01_40,
  0x07_01_c0,
];

/** @param challenge 16 bytes. */
export function ssl2ClientHello(challenge: Uint8Array): Uint8Array {
  const specs = cipherKinds.flatMap((kind) => [kind >> 16, (kind >> 8) & 0xff, kind & 0xff]);
  const body = [1, 0, 2, 0, specs.length, 0, 0, 0, challenge.length, ...specs, ...challenge];
  return Uint8Array.from([0x80, body.length, ...body]);
}

/** Is this the beginning of an SSLv2 SERVER-HELLO (2-byte record header, message 4, version 2)? Null: too short to say. */
export function isSsl2ServerHello(bytes: Uint8Array): boolean | null {
  const expected: readonly (number | null)[] = [null, null, 4, null, null, 0, 2];
  if (bytes.length > 0 && (bytes[0]! & 0x80) === 0) return false;
  if (bytes.length > 2 && bytes[2] !== 4) return false;
  if (bytes.length < expected.length) return null;
  return expected.every((byte, index) => byte === null || bytes[index] === byte);
}
