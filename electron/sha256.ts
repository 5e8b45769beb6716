import { createHash } from 'node:crypto';

/** SHA-256 by OpenSSL, for whole files: 64 lower-case hex digits, as sha256sum prints. Text counts as UTF-8. */
export const sha256Hex = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
