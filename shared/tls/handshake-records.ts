import { alertName } from './alerts';

/** The handshake messages in a server's first records, as far as they have come (RFC 8446 5.1, RFC 6101 5.2). */

export type BadRecords =
  /** Not enough yet to say: nothing new can be read before there are `need` bytes. */
  | { kind: 'more'; need: number }
  | { kind: 'alert'; alert: string }
  | { kind: 'not-tls' }
  | { kind: 'malformed'; what: string };

/** RFC 8446 5.1 allows 2^14 bytes of plaintext in a record. */
const recordLimit = 16384;
/** A flight has a handful of records. A thousand tiny ones would make reading quadratic. */
const maxRecords = 200;

const handshake = 22;
const alert = 21;

/** @param read what the messages say, concatenated; null when it takes more of them. */
export function readHandshakeRecords<T>(bytes: Uint8Array, read: (messages: Uint8Array) => T | null): T | BadRecords {
  const messages: number[] = [];
  let at = 0;
  let need = 5;
  for (let records = 0; at < bytes.length; records += 1) {
    if (records > maxRecords) return { kind: 'malformed', what: `more than ${maxRecords} records` };
    const type = bytes[at]!;
    // 0x03 is the first byte of every version on the wire since SSLv3.
    const isTls = bytes.length < at + 2 || bytes[at + 1] === 3;
    if (!isTls || (type !== handshake && type !== alert)) {
      if (at === 0) return { kind: 'not-tls' };
      // A ChangeCipherSpec may follow a HelloRetryRequest at once (RFC 8446 D.4); what came before may be all that is needed.
      const what = `a record of type ${type} in the handshake`;
      return read(Uint8Array.from(messages)) ?? { kind: 'malformed', what };
    }
    need = at + 5;
    if (bytes.length < need) break;
    const length = (bytes[at + 3]! << 8) | bytes[at + 4]!;
    if (length === 0 || length > recordLimit) return { kind: 'malformed', what: `a record of ${length} bytes` };
    need += length;
    const fragment = bytes.subarray(at + 5, need);
    if (type === alert) {
      if (length !== 2) return { kind: 'malformed', what: `an alert of ${length} bytes` };
      if (fragment.length < 2) break;
      // A warning such as unrecognized_name may go before the ServerHello (RFC 6066 3).
      if (fragment[0] !== 1 || fragment[1] === 0) return { kind: 'alert', alert: alertName(fragment[1]!) };
    } else {
      for (const byte of fragment) messages.push(byte);
    }
    if (fragment.length < length) break;
    at = need;
    need += 5;
  }
  return read(Uint8Array.from(messages)) ?? { kind: 'more', need };
}
