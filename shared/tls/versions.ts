/** Protocol versions as they stand on the wire (RFC 6101, RFC 8446 4.2.1), oldest first. */
export const tlsVersions = ['SSLv2', 'SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** The others are broken, or rest on MD5 and SHA-1 (RFC 8996). */
export const isModern = (version: TlsVersion): boolean => version === 'TLSv1.2' || version === 'TLSv1.3';

export const wireVersions: Readonly<Record<TlsVersion, number>> = {
  SSLv2: 0x0002,
  SSLv3: 0x0300,
  'TLSv1.0': 0x0301,
  'TLSv1.1': 0x0302,
  'TLSv1.2': 0x0303,
  'TLSv1.3': 0x0304,
};

export const versionOfWire = (wire: number): TlsVersion | null =>
  tlsVersions.find((version) => wireVersions[version] === wire) ?? null;
