import { EndOfBytes, Reader } from './bytes';
import { type BadRecords, readHandshakeRecords } from './handshake-records';
import { suiteTraits } from './suite-traits';

/** What a server answered to one ClientHello, read from the bytes that have come so far. */
export type ServerReply =
  | {
      kind: 'hello';
      /** As on the wire, supported_versions applied. */
      version: number;
      suite: number;
      /** Bits of the prime of ServerKeyExchange; null without finite-field DH. */
      dhBits: number | null;
    }
  | BadRecords;

/** More than this before the answer is complete is no handshake that we take part in. */
export const replyLimitBytes = 256 * 1024;
export function readServerReply(bytes: Uint8Array): ServerReply {
  try {
    return readHandshakeRecords(bytes, readMessages);
  } catch (thrown) {
    if (thrown instanceof EndOfBytes) return { kind: 'malformed', what: 'a message is shorter than it says' };
    throw thrown;
  }
}

function readMessages(bytes: Uint8Array): ServerReply | null {
  let hello: { version: number; suite: number } | null = null;
  let at = 0;
  while (bytes.length >= at + 4) {
    const type = bytes[at]!;
    const length = (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    if (length > replyLimitBytes) return { kind: 'malformed', what: `a handshake message of ${length} bytes` };
    if (!hello && type !== 2) return { kind: 'malformed', what: `handshake message ${type} before the ServerHello` };
    if (bytes.length < at + 4 + length) break;
    const body = new Reader(bytes.subarray(at + 4, at + 4 + length));
    if (type === 2) {
      hello = readServerHello(body);
      if (!usesFiniteFieldDh(hello.suite)) return { kind: 'hello', ...hello, dhBits: null };
    } else if (hello && type === 12) {
      return { kind: 'hello', ...hello, dhBits: bitLength(readDhPrime(body, hello.suite)) };
    } else if (hello && type === 14) {
      return { kind: 'malformed', what: 'no ServerKeyExchange although the suite needs one' };
    }
    at += 4 + length;
  }
  return null;
}

/** RFC 8446 4.1.3. A HelloRetryRequest has the same form, so both read alike. */
function readServerHello(body: Reader): { version: number; suite: number } {
  let version = body.u16();
  body.take(32);
  body.vector8();
  const suite = body.u16();
  body.u8();
  if (body.left > 0) {
    const extensions = body.vector16();
    while (extensions.left > 0) {
      const type = extensions.u16();
      const content = extensions.vector16();
      if (type === 43) version = content.u16();
    }
  }
  return { version, suite };
}

const usesFiniteFieldDh = (suite: number): boolean => suiteTraits(suite).keyExchange === 'DHE';

/** RFC 5246 7.4.3 ServerDHParams; RFC 4279 3 puts the identity hint of a PSK before them. */
function readDhPrime(body: Reader, suite: number): Uint8Array {
  if (suiteTraits(suite).name.includes('PSK')) body.vector16();
  const prime = body.vector16();
  return prime.take(prime.left);
}

function bitLength(number: Uint8Array): number {
  const top = number.findIndex((byte) => byte !== 0);
  return top < 0 ? 0 : (number.length - top - 1) * 8 + (32 - Math.clz32(number[top]!));
}
