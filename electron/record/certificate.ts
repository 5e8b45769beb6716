import { X509Certificate } from 'node:crypto';
import { sha256Hex } from '../sha256';
import { certificatesIn } from './pem';

/** SHA-256 of the first certificate (DER) of a PEM text, 64 lower-case hex digits. Throws a TypeError when there is none. */
export function fingerprint(pem: string): string {
  const [der] = certificatesIn(pem);
  if (!der) throw new TypeError('no certificate in this text');
  return sha256Hex(der);
}

/** The subject's common name; empty when it has none, or more than one. `subject` would be ambiguous: it is one text with escapes. */
export function commonName(certificate: X509Certificate): string {
  const subject = certificate.toLegacyObject().subject as { CN?: unknown };
  return typeof subject.CN === 'string' ? subject.CN : '';
}

/** The e-mail address of its alternative names; null when it has none. */
export const emailOf = ({ subjectAltName }: X509Certificate): string | null =>
  /email:([^,\s]+)/.exec(subjectAltName ?? '')?.[1] ?? null;

/** The common name in the first certificate of a PEM text. */
export const signerName = (pem: string): string => commonName(new X509Certificate(pem));
