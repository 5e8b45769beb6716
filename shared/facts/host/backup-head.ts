import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';

/** What the newest backups are by their first bytes. The bytes themselves are not kept. */

export const backupKind = z.enum([
  'gpg',
  'age',
  'openssl',
  'luks',
  'borg',
  'borg-keyfile-or-none',
  'gzip',
  'zstd',
  'xz',
  'bzip2',
  'zip',
  'tar',
  'pg-dump',
  'sqlite',
  'text',
  'empty',
  'unknown',
]);
export type BackupKind = z.infer<typeof backupKind>;

export const backupHead = defineFact({
  id: 'host.backup-head',
  schema: z.strictObject({
    files: z
      .array(
        z.strictObject({
          /** As in `host.backups`. */
          name: z.string(),
          kind: backupKind,
          /** A compressed stream with nothing in it, as a dump that failed leaves. */
          holdsNothing: z.boolean(),
        }),
      )
      .max(3),
  }),
});
export type BackupHead = FactValue<typeof backupHead>;

export const headBytes = 512;

/** The bytes that `od -An -v -tx1 -N 512` printed. */
export function parseOd(text: string): Read<Uint8Array> {
  const bytes = text.split(/\s+/).filter((word) => word !== '');
  if (bytes.length > headBytes || !bytes.every((word) => /^[0-9a-f]{2}$/.test(word))) {
    return unseen('malformed', { what: 'the output of od' });
  }
  return seen(Uint8Array.from(bytes, (word) => Number.parseInt(word, 16)));
}

/** `head`: the first 512 bytes, or the whole file where it is shorter. */
export function classifyHead(head: Uint8Array): Pick<BackupHead['files'][number], 'kind' | 'holdsNothing'> {
  const kind = kindOf(head);
  return { kind, holdsNothing: kind === 'empty' || isEmptyStream(kind, head) };
}

function kindOf(head: Uint8Array): BackupKind {
  if (head.length === 0) return 'empty';
  const ascii = String.fromCharCode(...head);
  const starts = (magic: string, at = 0): boolean => ascii.startsWith(magic, at);
  if (starts('-----BEGIN PGP MESSAGE-----') || isOpenPgp(head)) return 'gpg';
  if (starts('age-encryption.org/v1\n') || starts('-----BEGIN AGE ENCRYPTED FILE-----')) return 'age';
  // openssl enc(1); the second is the same in base64.
  if (starts('Salted__') || starts('U2FsdGVkX1')) return 'openssl';
  if (starts('LUKS\xba\xbe')) return 'luks';
  if (starts('[repository]') && /^id = [0-9a-f]{64}$/m.test(ascii)) {
    return /^key = /m.test(ascii) ? 'borg' : 'borg-keyfile-or-none';
  }
  if (starts('\x1f\x8b\x08')) return 'gzip';
  if (starts('\x28\xb5\x2f\xfd')) return 'zstd';
  if (starts('\xfd7zXZ\0')) return 'xz';
  if (/^BZh[1-9]/.test(ascii)) return 'bzip2';
  if (starts('PK\x03\x04')) return 'zip';
  if (starts('ustar', 257)) return 'tar';
  if (starts('PGDMP')) return 'pg-dump';
  if (starts('SQLite format 3\0')) return 'sqlite';
  return head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) && isUtf8(head)
    ? 'text'
    : 'unknown';
}

/**
 * A message encrypted to a key (tag 1, PKESK version 3 or 6) or by a passphrase (tag 3, SKESK version 4, 5 or 6), in the
 * old or new packet format (RFC 9580 4.2). What is only signed or only compressed begins with other tags.
 */
function isOpenPgp(head: Uint8Array): boolean {
  const [tagByte = 0, first = 0, second = 0, third = 0] = head;
  if ((tagByte & 0x80) === 0) return false;
  const isNew = (tagByte & 0x40) !== 0;
  const tag = isNew ? tagByte & 0x3f : (tagByte & 0x3c) >> 2;
  // Key packets are short: a length of one or two octets.
  const isTwoOctets = isNew ? first >= 192 && first < 224 : (tagByte & 0x03) === 1;
  if (!isNew && (tagByte & 0x03) > 1) return false;
  const version = isTwoOctets ? third : second;
  return (tag === 1 && (version === 3 || version === 6)) || (tag === 3 && version >= 4 && version <= 6);
}

/** gzip says at its end how long the content was (RFC 1952 ISIZE); the others' empty streams have fixed sizes. */
function isEmptyStream(kind: BackupKind, head: Uint8Array): boolean {
  if (head.length === headBytes) return false;
  if (kind === 'gzip') return head.slice(-4).every((byte) => byte === 0);
  if (kind === 'xz') return head.length <= 32;
  if (kind === 'bzip2') return head.length <= 14;
  if (kind === 'zstd') return head.length <= 13;
  return kind === 'text' && head.every((byte) => byte <= 0x20);
}

/** The head may end in the middle of a character: the last three bytes may be anything. */
function isUtf8(head: Uint8Array): boolean {
  for (let cut = 0; cut < 4; cut++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, head.length - cut));
      return true;
    } catch {
      // Try without one more byte.
    }
  }
  return false;
}
