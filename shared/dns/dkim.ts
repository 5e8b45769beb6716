import { parseTagList } from './tag-list';

export interface DkimKey {
  type: 'rsa' | 'ed25519';
  /** Base64 without white space: a SubjectPublicKeyInfo for RSA (RFC 6376 3.6.1), the bare key for Ed25519 (RFC 8463 4). Empty: revoked. */
  publicKey: string;
  /** The domain says that it only tries: receivers treat its mail as unsigned. */
  testing: boolean;
}

/** RFC 6376 3.6.1; null when it is no key record. */
export function parseDkim(record: string): DkimKey | null {
  const tags = parseTagList(record);
  const key = tags?.get('p');
  if (!tags || key === undefined) return null;
  // `v` is optional, but where it stands it is the first and says this.
  if (tags.has('v') && (tags.get('v') !== 'DKIM1' || [...tags.keys()][0] !== 'v')) return null;
  const type = tags.get('k') ?? 'rsa';
  const publicKey = key.replace(/[ \t\r\n]/g, '');
  if ((type !== 'rsa' && type !== 'ed25519') || !/^[A-Za-z0-9+/]*={0,2}$/.test(publicKey)) return null;
  return { type, publicKey, testing: (tags.get('t') ?? '').split(':').some((flag) => flag.trim() === 'y') };
}
