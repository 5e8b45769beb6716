import { z } from 'zod';
import { defineFact } from '../../fact';

/** What the server shows in its TLS handshake, and what OpenSSL says of it. */

const keySchema = z.strictObject({
  type: z.enum(['rsa', 'rsa-pss', 'dsa', 'ec', 'ed25519', 'ed448', 'other']),
  /** The modulus of RSA and DSA, the field of a curve; null when unknown. */
  bits: z.number().int().positive().nullable(),
  /** OpenSSL's name, such as `prime256v1`. */
  curve: z.string().nullable(),
});

const certificateSchema = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  serial: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  key: keySchema,
  /** `sha256WithRSAEncryption`, `ecdsa-with-SHA256`…; the OID where we know no name. */
  signature: z.string(),
  /** subjectAltName; only these count (RFC 9525 6.3). */
  dnsNames: z.array(z.string()),
  addresses: z.array(z.string()),
  isCa: z.boolean(),
  selfSigned: z.boolean(),
  /** Lower-case hex of the DER's SHA-256. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type CertificateSeen = z.infer<typeof certificateSchema>;

export const certificate = defineFact({
  id: 'site.certificate',
  schema: z.strictObject({
    /** Where it was fetched. */
    address: z.string(),
    port: z.number().int(),
    /** The leaf first, then what the server sent of its issuers. Nothing is fetched or filled in. */
    chain: z.array(certificateSchema).min(1),
    /** Whose roots make the chain valid. */
    trust: z.enum(['public', 'ca-file', 'none']),
    /** OpenSSL's verification result against the public roots; `OK`, or its code. */
    publicResult: z.string(),
    /** The same against `site.caFile` alone; null without one. */
    caFileResult: z.string().nullable(),
    hostname: z.string(),
    /** One of the certificate's names is the site's (RFC 9525). */
    hostnameMatches: z.boolean(),
    /** What ordinary clients negotiate. */
    protocol: z.string().nullable(),
    alpn: z.enum(['h2', 'http/1.1']).nullable(),
  }),
});
