import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { dirname } from 'node:path';
import { matchesPatterns } from './ssh-pattern';

/** OpenSSH's known_hosts: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */

const maxBytes = 16 * 1024 * 1024;

interface KnownHost {
  file: string;
  line: number;
  marker: 'plain' | 'revoked' | 'cert-authority';
  /** Comma list of patterns, or one hashed name. */
  names: string;
  /** The key as it goes over the wire. */
  key: Buffer;
}

export type KnownHosts = readonly KnownHost[];

/** A key that a file holds, and where. */
export interface KnownKey {
  type: string;
  fingerprint: string;
  file: string;
  line: number;
}

export type Trust =
  | { status: 'trusted'; key: KnownKey }
  /** `authorities`: whose certificates would be trusted for it. */
  | { status: 'unknown'; authorities: KnownKey[] }
  /** The host is known by other keys. */
  | { status: 'changed'; keys: KnownKey[] }
  | { status: 'revoked'; key: KnownKey };

/** Lines that are no entry are passed over, as ssh does. A file that is missing knows no host. */
export async function readKnownHosts(files: readonly string[]): Promise<KnownHosts> {
  const lists = await Promise.all(files.map(async (file) => parse(await readText(file), file)));
  return lists.flat();
}

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    return bytes.length > maxBytes ? '' : bytes.toString('latin1');
  } catch {
    return '';
  }
}

function parse(text: string, file: string): KnownHost[] {
  return text.split('\n').flatMap((raw, i): KnownHost[] => {
    const line =
      /^[ \t]*(?:@(revoked|cert-authority)[ \t]+)?([^#@ \t][^ \t]*)[ \t]+([^ \t]+)[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t\r]|$)/.exec(
        raw,
      );
    if (!line) return [];
    const [, marker, names, type, base64] = line as unknown as [
      string,
      'revoked' | 'cert-authority' | undefined,
      string,
      string,
      string,
    ];
    const key = Buffer.from(base64, 'base64');
    return keyType(key) === type ? [{ file, line: i + 1, marker: marker ?? 'plain', names, key }] : [];
  });
}

/** The name under which a host stands in the file: the port only where it is not 22, IPv6 in its short form (RFC 5952). */
export function knownHostName(host: string, port: number): string {
  // A zone (fe80::1%eth0) is none of an URL's.
  const name =
    isIPv6(host) && !host.includes('%') ? new URL(`http://[${host}]`).hostname.slice(1, -1) : host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** Is `key`, as the server showed it, the key of this host? */
export function judgeHostKey(known: KnownHosts, name: string, key: Buffer): Trust {
  const entries = entriesOf(known, name);
  const revoked = entries.find((entry) => entry.marker === 'revoked' && entry.key.equals(key));
  if (revoked) return { status: 'revoked', key: describe(revoked) };
  const plain = entries.filter(({ marker }) => marker === 'plain');
  const same = plain.find((entry) => entry.key.equals(key));
  if (same) return { status: 'trusted', key: describe(same) };
  if (plain.length > 0) return { status: 'changed', keys: plain.map(describe) };
  return {
    status: 'unknown',
    authorities: entries.filter(({ marker }) => marker === 'cert-authority').map(describe),
  };
}

/** Types of the keys by which this host is known: to be asked for first, or a known host would seem to be another. */
export const knownKeyTypes = (known: KnownHosts, name: string): string[] => [
  ...new Set(
    entriesOf(known, name)
      .filter(({ marker }) => marker === 'plain')
      .map(({ key }) => keyType(key)),
  ),
];

const entriesOf = (known: KnownHosts, name: string): KnownHost[] => known.filter(({ names }) => holds(names, name));

function holds(names: string, name: string): boolean {
  const hashed = /^\|1\|([A-Za-z0-9+/=]+)\|([A-Za-z0-9+/=]+)$/.exec(names);
  if (!hashed) return matchesPatterns(name, names.toLowerCase().split(','));
  const expected = Buffer.from(hashed[2]!, 'base64');
  const actual = createHmac('sha1', Buffer.from(hashed[1]!, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

const describe = ({ key, file, line }: KnownHost): KnownKey => ({
  type: keyType(key),
  fingerprint: fingerprintOf(key),
  file,
  line,
});

/** As `ssh-keygen -lf` prints it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** The name in front of a key (RFC 4253 6.6), or '' where there is none. */
export function keyType(key: Buffer): string {
  if (key.length < 4) return '';
  const length = key.readUInt32BE(0);
  const name = length <= 64 && key.length >= 4 + length ? key.toString('latin1', 4, 4 + length) : '';
  return /^[A-Za-z0-9.@-]+$/.test(name) ? name : '';
}

/** As OpenSSH's accept-new: one line at the end, the file made with 0600 where it is missing. */
export async function rememberHostKey(file: string, name: string, key: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const separator = size > 0 && last[0] !== 0x0a ? '\n' : '';
    await handle.appendFile(`${separator}${name} ${keyType(key)} ${key.toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
