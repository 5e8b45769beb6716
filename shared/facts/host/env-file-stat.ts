import { z } from 'zod';
import { defineFact } from '../../fact';

/** The env file as the file system has it: who owns it, who may read it, who could replace it. Never its content. */

const account = z.string().regex(/^[\x21-\x7e]{1,64}$/);
const fileType = z.enum(['regular', 'directory', 'symlink', 'other']);

export const envFileStat = defineFact({
  id: 'host.env-file-stat',
  schema: z.discriminatedUnion('exists', [
    z.strictObject({
      exists: z.literal(true),
      path: z.string(),
      /** Who made the link, when the path itself is one. The rest describes the file that it ends in. */
      symlink: z.strictObject({ owner: account }).nullable(),
      type: fileType,
      /** Permission bits as an integer, set-user-id and the like included: 0o640. */
      mode: z.number().int().min(0).max(0o7777),
      owner: account,
      group: account,
      uid: z.number().int().nonnegative(),
      gid: z.number().int().nonnegative(),
      bytes: z.number().int().nonnegative(),
      /** Seconds since 1970. */
      mtime: z.number().int(),
      ctime: z.number().int(),
      /** Every folder from `/` down to the one that holds the path. */
      parents: z.array(z.strictObject({ path: z.string(), mode: z.number().int().min(0).max(0o7777), owner: account })),
      /** `extraReaders`: entries of an access list, beside the classic three, that may read. */
      acl: z.strictObject({ checked: z.boolean(), extraReaders: z.number().int().nonnegative() }),
    }),
    /** `link`: the path is a symbolic link that ends in nothing. */
    z.strictObject({ exists: z.literal(false), path: z.string(), link: z.boolean() }),
  ]),
});

export type EnvFileStat = z.infer<typeof envFileStat.schema>;
export type ExistingEnvFile = Extract<EnvFileStat, { exists: true }>;

/** For `stat -c`; without characters that a shell or sudoers reads otherwise. */
export const envStatFormat = '%F/%a/%U/%G/%u/%g/%s/%Y/%Z';

const line =
  /^([a-z ]{1,40})\/([0-7]{1,4})\/([\x21-\x2e\x30-\x7e]{1,64})\/([\x21-\x2e\x30-\x7e]{1,64})\/(\d{1,10})\/(\d{1,10})\/(\d{1,15})\/(-?\d{1,12})\/(-?\d{1,12})$/;

export type OneStat = Pick<
  ExistingEnvFile,
  'type' | 'mode' | 'owner' | 'group' | 'uid' | 'gid' | 'bytes' | 'mtime' | 'ctime'
>;

/** One line of `stat -c` in the format above; null when it is of another form. */
export function parseEnvStat(text: string): OneStat | null {
  const match = line.exec(text.replace(/\n$/, ''));
  if (!match) return null;
  const [, kind = '', mode = '', owner = '', group = '', ...numbers] = match;
  const [uid = 0, gid = 0, bytes = 0, mtime = 0, ctime = 0] = numbers.map(Number);
  return { type: typeOf(kind), mode: Number.parseInt(mode, 8), owner, group, uid, gid, bytes, mtime, ctime };
}

const typeOf = (kind: string): ExistingEnvFile['type'] => {
  if (kind === 'regular file' || kind === 'regular empty file') return 'regular';
  return kind === 'directory' ? 'directory' : kind === 'symbolic link' ? 'symlink' : 'other';
};

/** `/`, `/srv`, `/srv/shop` for `/srv/shop/.env`. */
export function foldersAbove(path: string): string[] {
  const names = path.split('/').slice(1, -1);
  return ['/', ...names.map((_, i) => `/${names.slice(0, i + 1).join('/')}`)].filter(
    (folder) => !folder.endsWith('//'),
  );
}

/**
 * Named entries of `getfacl -cnp` that may read: their own bits within the mask (acl(5), "access check algorithm"). Null
 * when a line is no entry.
 */
export function countAclReaders(text: string): number | null {
  const entries = text
    .split('\n')
    .map((entry) => entry.replace(/\s*#.*$/, ''))
    .filter((entry) => entry !== '')
    .map((entry) => /^(user|group|mask|other):([^:]*):([r-])[w-][xst-]$/i.exec(entry));
  if (!entries.every((entry) => entry !== null)) return null;
  const mask = entries.find((entry) => entry[1] === 'mask');
  if (mask && mask[3] === '-') return 0;
  return entries.filter(([, tag, name, read]) => (tag === 'user' || tag === 'group') && name !== '' && read === 'r')
    .length;
}
