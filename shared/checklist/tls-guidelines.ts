/**
 * The "intermediate" server guideline, in the two versions that auditors quote. A server may offer less; what it offers beyond
 * is a remark, not a failure, unless it is broken: a profile of yesterday must not condemn a server of today.
 */
export interface TlsGuideline {
  name: string;
  source: string;
  /** IANA names. */
  suites: ReadonlySet<string>;
  /** As in our table of named groups. */
  groups: ReadonlySet<string>;
  /** Days that a certificate may be valid. */
  maxLifetimeDays: number;
  /** Seconds. */
  hstsMaxAge: number;
}

const tls13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const ecdhe = ['ECDSA', 'RSA'].flatMap((signature) =>
  ['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305_SHA256'].map(
    (cipher) => `TLS_ECDHE_${signature}_WITH_${cipher}`,
  ),
);
const dhe = ['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305_SHA256'].map(
  (cipher) => `TLS_DHE_RSA_WITH_${cipher}`,
);

/** Mozilla's last, of 2022; archived in 2026. */
export const intermediate57: TlsGuideline = {
  name: 'intermediate 5.7',
  source: 'Mozilla Server Side TLS, intermediate 5.7',
  suites: new Set([...tls13, ...ecdhe, ...dhe]),
  groups: new Set(['x25519', 'secp256r1', 'secp384r1']),
  maxLifetimeDays: 366,
  hstsMaxAge: 63_072_000,
};

/** Its successor, which drops finite-field Diffie-Hellman. */
export const intermediate60: TlsGuideline = {
  name: 'intermediate 6.0',
  source: 'TLSRef guidelines, intermediate 6.0',
  suites: new Set([...tls13, ...ecdhe]),
  groups: new Set(['X25519MLKEM768', 'x25519', 'secp256r1', 'secp384r1']),
  maxLifetimeDays: 366,
  hstsMaxAge: 63_072_000,
};
