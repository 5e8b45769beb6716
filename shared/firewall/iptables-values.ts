import { bitsOf, formatIp, parseIp, prefixRange } from '../ip-address';
import { type Match, type PortRange, unknownMatch } from './rule';

type Side = 'source' | 'destination' | 'original-destination';

/** `address` or `address/length`; a mask that is no prefix (`255.0.0.255`) has no typed form. */
export function readAddress(side: Side, value: string, not: boolean): Match {
  const [address = '', mask] = value.split('/');
  const ip = parseIp(address);
  const bits = ip ? bitsOf(ip.family) : 0;
  const length = mask === undefined ? bits : /^\d{1,3}$/.test(mask) ? Number(mask) : -1;
  if (!ip || length < 0 || length > bits) return unknownMatch('address with a mask');
  const { first, last } = prefixRange(ip, length);
  const text = (number: bigint) => formatIp({ family: ip.family, value: number });
  return { on: 'address', side, any: [{ from: text(first), to: text(last) }], not };
}

export function readAddressRange(side: Side, value: string, not: boolean): Match {
  const [from = '', to = ''] = value.split('-');
  return parseIp(from) && parseIp(to) ? { on: 'address', side, any: [{ from, to }], not } : unknownMatch('iprange');
}

/** `22`, `1000:2000`, `:1023`, several with commas. */
export function readPorts(side: Side, value: string, not: boolean): Match {
  const any: PortRange[] = [];
  for (const part of value.split(',')) {
    const match = /^(\d{0,5})(:?)(\d{0,5})$/.exec(part);
    if (!match || part === '') return unknownMatch('port by name');
    const from = match[1] ? Number(match[1]) : 0;
    const to = match[2] ? (match[3] ? Number(match[3]) : 65535) : from;
    if (from > 65535 || to > 65535) return unknownMatch('port');
    any.push({ from, to });
  }
  return { on: 'port', side, any, not };
}

/** `0x1` or `0x1/0xff`. */
export function readMark(value: string): { value: number; mask: number } | null {
  const match = /^0x([0-9a-f]{1,8})(?:\/0x([0-9a-f]{1,8}))?$/i.exec(value);
  return match ? { value: Number.parseInt(match[1]!, 16), mask: Number.parseInt(match[2] ?? 'ffffffff', 16) } : null;
}

export const readList = (value: string): string[] => value.split(',').map((part) => part.toLowerCase().slice(0, 64));
