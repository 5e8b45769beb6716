import type { Socket } from 'node:net';
import { u16, vector8, vector16, vector24 } from '../../shared/tls/bytes';
import { tcpServer } from './tcp-server';

/** Speaks the first words of TLS that no library speaks any more: SSLv2, SSLv3, EXPORT. It can finish no handshake. */

/** What a ClientHello in a record offers (RFC 5246 7.4.1.2). */
export interface ClientOffer {
  isTls: boolean;
  version: number;
  suites: number[];
}
export function offerOf(hello: Buffer): ClientOffer {
  if (hello[0] !== 22) return { isTls: false, version: 0, suites: [] };
  const at = 44 + hello[43]!;
  const suites = Array.from({ length: hello.readUInt16BE(at) / 2 }, (_, index) =>
    hello.readUInt16BE(at + 2 + 2 * index),
  );
  return { isTls: true, version: hello.readUInt16BE(9), suites };
}

/** The extensions of a ClientHello: type and content. */
export function extensionsOf(hello: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  let at = 44 + hello[43]!;
  at += 2 + hello.readUInt16BE(at);
  at += 1 + hello[at]! + 2;
  while (at + 4 <= hello.length) {
    const length = hello.readUInt16BE(at + 2);
    found.set(hello.readUInt16BE(at), hello.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

export const record = (type: number, content: number[], version = 0x0300): Buffer =>
  Buffer.from([type, ...u16(version), ...vector16(content)]);
export const serverHello = (
  version: number,
  suite: number,
  { compression = 0, extensions = [] as number[] } = {},
): Buffer => {
  const more = extensions.length > 0 ? vector16(extensions) : [];
  const body = [...u16(version), ...new Array(32).fill(1), ...vector8([]), ...u16(suite), compression, ...more];
  return record(22, [2, ...vector24(body)], version);
};
export const serverHelloDone = (version: number): Buffer => record(22, [14, ...vector24([])], version);
/** RFC 5246 7.4.3, unsigned: a prime of so many bytes, generator 2, a public value. */
export const dhKeyExchange = (version: number, primeBytes: number): Buffer => {
  const prime = new Array(primeBytes).fill(0xff);
  return record(22, [12, ...vector24([...vector16(prime), ...vector16([2]), ...vector16(prime)])], version);
};
export const refusal = record(21, [2, 40]);
/** SERVER-HELLO of SSLv2 (draft-hickman-netscape-ssl-00) with one cipher and no certificate. */
const ssl2Hello = Buffer.from([0x80, 30, 4, 0, 1, 0, 2, 0, 0, 0, 3, 0, 16, 1, 0, 0x80, ...new Array(16).fill(7)]);

export const onHello = (answer: (hello: Buffer, socket: Socket) => void) => (socket: Socket) =>
  void socket.once('data', (hello) => answer(hello, socket));

export interface Responding {
  ssl2?: boolean;
  /** Suites by version on the wire, in the server's order. */
  accepts: Readonly<Record<number, readonly number[]>>;
  /** Bytes of the prime of each DHE suite. */
  dhPrime?: (suite: number) => number | null;
  largestHello?: number;
}

export const responder = ({ ssl2 = false, accepts, dhPrime, largestHello = Infinity }: Responding) =>
  onHello((hello, socket) => {
    if (hello.length > largestHello) return void socket.destroy();
    const { isTls, version, suites } = offerOf(hello);
    if (!isTls) return void socket.end(ssl2 ? ssl2Hello : refusal);
    const chosen = accepts[version]?.find((id) => suites.includes(id));
    if (chosen === undefined) return void socket.end(refusal);
    const prime = dhPrime?.(chosen) ?? null;
    const reply = [serverHello(version, chosen), ...(prime === null ? [] : [dhKeyExchange(version, prime)])];
    socket.end(Buffer.concat(reply));
  });

export const startResponder = (responding: Responding) => tcpServer(responder(responding));
