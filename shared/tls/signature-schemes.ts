/** IANA's "TLS SignatureScheme" registry, and the pairs of hash and signature of RFC 5246 7.4.1.4.1 that it took over. */
const hashes = ['none', 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];
const kinds = ['anonymous', 'rsa_pkcs1', 'dsa', 'ecdsa'];
const named: Readonly<Record<number, string>> = {
  2055: 'ed25519',
  2056: 'ed448',
  2052: 'rsa_pss_rsae_sha256',
  2053: 'rsa_pss_rsae_sha384',
  2054: 'rsa_pss_rsae_sha512',
  2057: 'rsa_pss_pss_sha256',
  2058: 'rsa_pss_pss_sha384',
  2059: 'rsa_pss_pss_sha512',
  2074: 'ecdsa_brainpoolP256r1tls13_sha256',
  2075: 'ecdsa_brainpoolP384r1tls13_sha384',
  2076: 'ecdsa_brainpoolP512r1tls13_sha512',
};

export const signatureSchemes: readonly number[] = [
  ...[0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601],
  ...[0x0303, 0x0301, 0x0302, 0x0402, 0x0502, 0x0602, 0x0203, 0x0201, 0x0202, 0x0101],
  ...[0x081a, 0x081b, 0x081c],
];

export function schemeName(id: number): string {
  const [hash, kind] = [hashes[id >> 8], kinds[id & 0xff]];
  return named[id] ?? (hash && kind ? `${kind}_${hash}` : `0x${id.toString(16).padStart(4, '0')}`);
}

/** RFC 9155: MD5 and SHA-1 sign no handshake any more. */
export const isWeakScheme = (id: number): boolean => id >> 8 === 1 || id >> 8 === 2;
