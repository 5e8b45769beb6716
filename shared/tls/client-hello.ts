import { ascii, u8, u16, vector8, vector16, vector24 } from './bytes';
import { namedGroups } from './named-groups';
import { signatureSchemes } from './signature-schemes';
import { type TlsVersion, wireVersions } from './versions';

/** A ClientHello that offers exactly one version, as one record. It can offer what no TLS library still does. */
export interface HelloOffer {
  version: Exclude<TlsVersion, 'SSLv2'>;
  suites: readonly number[];
  /** Null for an IP literal: RFC 6066 3 allows names only. */
  serverName: string | null;
  /** 32 bytes. */
  random: Uint8Array;
  /** By default every group, and every pair of signature and hash, that is known here. */
  groups?: readonly number[];
  signatures?: readonly number[];
  /** RFC 3749; by default none. */
  compression?: readonly number[];
  /** Further extensions: type and content. */
  more?: readonly (readonly [number, readonly number[]])[];
}

const extension = (type: number, content: readonly number[]): number[] => [...u16(type), ...vector16(content)];

function extensions(offer: HelloOffer): number[] {
  const { version, serverName, groups = namedGroups, signatures = signatureSchemes, more = [] } = offer;
  const name = serverName === null ? [] : extension(0, vector16([...u8(0), ...vector16(ascii(serverName))]));
  const common = [
    ...name,
    ...extension(10, vector16(groups.flatMap(u16))),
    ...extension(11, vector8([0])), // uncompressed points (RFC 8422 5.1.2)
    ...more.flatMap(([type, content]) => extension(type, content)),
  ];
  // RFC 5246 7.4.1.4.1: clients prior to 1.2 must not send signature_algorithms.
  if (version === 'TLSv1.0' || version === 'TLSv1.1') return [...common, ...extension(0xff01, vector8([]))];
  const modern = [...common, ...extension(13, vector16(signatures.flatMap(u16)))];
  if (version === 'TLSv1.2') return [...modern, ...extension(0xff01, vector8([]))];
  return [
    ...modern,
    ...extension(43, vector8(u16(wireVersions['TLSv1.3']))),
    // Empty, so that the server answers HelloRetryRequest, which names the suite without any key being made (RFC 8446 4.2.8).
    ...extension(51, vector16([])),
  ];
}

/** RFC 8446 4.1.2, RFC 6101 5.6.1.2 for SSLv3, which knows no extensions. */
export function clientHello(offer: HelloOffer): Uint8Array {
  const is13 = offer.version === 'TLSv1.3';
  const body = [
    ...u16(Math.min(wireVersions[offer.version], wireVersions['TLSv1.2'])),
    ...offer.random,
    // A session id makes a TLS 1.3 hello look like a resumption, which middleboxes let pass (RFC 8446 D.4).
    ...vector8(is13 ? [...offer.random] : []),
    ...vector16(offer.suites.flatMap(u16)),
    ...vector8([...(offer.compression ?? []), 0]),
    ...(offer.version === 'SSLv3' ? [] : vector16(extensions(offer))),
  ];
  const message = [1, ...vector24(body)];
  // RFC 8446 5.1: a first ClientHello's record says 0x0301; SSLv3 servers want their own version there.
  const recordVersion = offer.version === 'SSLv3' ? wireVersions.SSLv3 : wireVersions['TLSv1.0'];
  return Uint8Array.from([22, ...u16(recordVersion), ...vector16(message)]);
}
