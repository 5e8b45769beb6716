import { EndOfBytes, Reader } from './bytes';
import { type BadRecords, readHandshakeRecords } from './handshake-records';
import { suiteTraits } from './suite-traits';

/** All that a server says in clear before it waits for the client: up to TLS 1.2 the whole flight, in 1.3 its first message. */
export interface ServerFlight {
  /** As on the wire, supported_versions applied. */
  version: number;
  random: Uint8Array;
  suite: number;
  /** 0: none. */
  compression: number;
  /** Types of the extensions in its ServerHello or HelloRetryRequest. */
  extensions: ReadonlySet<number>;
  /** The named group of the key exchange; null when there is none, or a group of the server's own. */
  group: number | null;
  /** RFC 8446 4.2.3, RFC 5246 7.4.1.4.1: what it signed its key exchange with; null when it signed none, or before TLS 1.2. */
  signature: number | null;
  /** DER, in the order in which they were sent. */
  certificates: readonly Uint8Array[];
  /** A CertificateStatus came along (RFC 6066 8). */
  stapled: boolean;
}

export const extensionTypes = {
  statusRequest: 5,
  heartbeat: 15,
  extendedMasterSecret: 23,
  sessionTicket: 35,
  supportedVersions: 43,
  keyShare: 51,
  renegotiationInfo: 0xff01,
} as const;

export type FlightAnswer = { kind: 'flight'; flight: ServerFlight } | BadRecords;

const maxCertificates = 16;

export function readServerFlight(bytes: Uint8Array): FlightAnswer {
  try {
    return readHandshakeRecords(bytes, readMessages);
  } catch (thrown) {
    if (thrown instanceof EndOfBytes) return { kind: 'malformed', what: 'a message is shorter than it says' };
    throw thrown;
  }
}

function readMessages(messages: Uint8Array): FlightAnswer | null {
  const reader = new Reader(messages);
  let flight: ServerFlight | null = null;
  while (reader.left >= 4) {
    const type = reader.u8();
    const length = reader.u24();
    if (reader.left < length) return null;
    const body = new Reader(reader.take(length));
    if (flight) flight = withMessage(flight, type, body);
    else if (type === 2) flight = readHello(body);
    else return { kind: 'malformed', what: `handshake message ${type} before the ServerHello` };
    // What follows in TLS 1.3 is encrypted; before, ServerHelloDone ends the flight.
    if (flight.version >= 0x0304 || type === 14) return { kind: 'flight', flight };
  }
  return null;
}

function withMessage(flight: ServerFlight, type: number, body: Reader): ServerFlight {
  switch (type) {
    case 11:
      return { ...flight, certificates: readCertificates(body) };
    case 12:
      return { ...flight, ...readKeyExchange(body, flight) };
    case 22:
      return { ...flight, stapled: true };
    default:
      return flight;
  }
}

/** RFC 8446 4.1.3 and 4.1.4. */
function readHello(body: Reader): ServerFlight {
  let version = body.u16();
  const random = Uint8Array.from(body.take(32));
  body.vector8();
  const suite = body.u16();
  const compression = body.u8();
  const extensions = new Set<number>();
  let group: number | null = null;
  const list = body.left > 0 ? body.vector16() : new Reader(new Uint8Array());
  while (list.left > 0) {
    const type = list.u16();
    const content = list.vector16();
    extensions.add(type);
    if (type === extensionTypes.supportedVersions) version = content.u16();
    if (type === extensionTypes.keyShare) group = content.u16();
  }
  const empty = { signature: null, certificates: [], stapled: false };
  return { version, random, suite, compression, extensions, group, ...empty };
}

/** RFC 5246 7.4.2. */
function readCertificates(body: Reader): Uint8Array[] {
  const list = new Reader(body.take(body.u24()));
  const certificates: Uint8Array[] = [];
  while (list.left > 0 && certificates.length < maxCertificates) {
    certificates.push(Uint8Array.from(list.take(list.u24())));
  }
  return certificates;
}

/** RFC 8422 5.4, RFC 5246 7.4.3. */
function readKeyExchange(body: Reader, { suite, version }: ServerFlight): Pick<ServerFlight, 'group' | 'signature'> {
  const { keyExchange, anonymous, name } = suiteTraits(suite);
  if (name.includes('PSK') || (keyExchange !== 'ECDHE' && keyExchange !== 'DHE'))
    return { group: null, signature: null };
  let group: number | null = null;
  if (keyExchange === 'ECDHE') {
    // 3: named_curve; the explicit curves of RFC 4492 are forbidden by now.
    if (body.u8() !== 3) return { group: null, signature: null };
    group = body.u16();
    body.vector8();
  } else {
    for (let part = 0; part < 3; part += 1) body.vector16();
  }
  return { group, signature: anonymous || version < 0x0303 ? null : body.u16() };
}
