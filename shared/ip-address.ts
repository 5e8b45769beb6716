/** IP addresses as numbers, so that ranges can be compared, and back to text (RFC 5952). */

export type Family = 'ipv4' | 'ipv6';
export interface IpAddress {
  family: Family;
  value: bigint;
}

export const bitsOf = (family: Family): number => (family === 'ipv4' ? 32 : 128);

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const dottedQuad = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}$`);

/** Null for anything but one whole address: no zone, no brackets, no leading zeros in IPv4. */
export function parseIp(text: string): IpAddress | null {
  const quad = parseQuad(text);
  if (quad !== null) return { family: 'ipv4', value: quad };
  const value = parseIpv6(text);
  return value === null ? null : { family: 'ipv6', value };
}

function parseQuad(text: string): bigint | null {
  const match = dottedQuad.exec(text);
  return match ? match.slice(1).reduce((sum, part) => sum * 256n + BigInt(part), 0n) : null;
}

function parseIpv6(text: string): bigint | null {
  if (text.length > 45 || !text.includes(':')) return null;
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const quad = tail.includes('.') ? parseQuad(tail) : null;
  if (tail.includes('.') && quad === null) return null;
  const groups =
    quad === null
      ? text
      : `${text.slice(0, -tail.length)}${(quad >> 16n).toString(16)}:${(quad & 0xffffn).toString(16)}`;
  const halves = groups.split('::');
  if (halves.length > 2) return null;
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = head.length + rest.length;
  if (halves.length === 1 ? given !== 8 : given > 7) return null;
  const all = [...head, ...Array<string>(8 - given).fill('0'), ...rest];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

export function formatIp({ family, value }: IpAddress): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const longest = [...groups.join(':').matchAll(/(?<=^|:)0(?::0)+(?=:|$)/g)]
    .map((run) => ({ at: run.index, length: run[0].length }))
    .reduce((best, run) => (run.length > best.length ? run : best), { at: 0, length: 0 });
  const text = groups.join(':');
  if (longest.length === 0) return text;
  return `${text.slice(0, longest.at).replace(/:$/, '')}::${text.slice(longest.at + longest.length).replace(/^:/, '')}`;
}

/** First and last address of `address/length`. Bits beyond the length are ignored, as the kernel does. */
export function prefixRange(address: IpAddress, length: number): { first: bigint; last: bigint } {
  const rest = (1n << BigInt(bitsOf(address.family) - length)) - 1n;
  return { first: address.value & ~rest, last: address.value | rest };
}

const prefix = (text: string): { family: Family; first: bigint; last: bigint } => {
  const [address, length] = text.split('/');
  const ip = parseIp(address!)!;
  return { family: ip.family, ...prefixRange(ip, Number(length)) };
};
const within = (prefixes: readonly ReturnType<typeof prefix>[], { family, value }: IpAddress): boolean =>
  prefixes.some((range) => range.family === family && range.first <= value && value <= range.last);

const loopback = ['127.0.0.0/8', '::1/128'].map(prefix);
const linkLocal = ['169.254.0.0/16', 'fe80::/10'].map(prefix);
/** RFC 1918, RFC 6598 (shared by carriers) and RFC 4193. */
const privateUse = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map(prefix);

export const isLoopback = (ip: IpAddress): boolean => within(loopback, ip);
export const isLinkLocal = (ip: IpAddress): boolean => within(linkLocal, ip);
export const isPrivate = (ip: IpAddress): boolean => within(privateUse, ip);

/** `::ffff:a.b.c.d` (RFC 4291, 2.5.5.2) as the IPv4 address that it stands for; others as they are. */
export const unmapped = (ip: IpAddress): IpAddress =>
  ip.family === 'ipv6' && ip.value >> 32n === 0xffffn ? { family: 'ipv4', value: ip.value & 0xffffffffn } : ip;
