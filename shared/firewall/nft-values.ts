import { type Family, formatIp, parseIp, prefixRange } from '../ip-address';
import type { PortRange } from './rule';

/** The right-hand sides of nft's JSON, libnftables-json(5): scalars, ranges, prefixes, sets written out or named. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const field = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Elements of the named sets and maps of one table. */
export type NamedSets = ReadonlyMap<string, readonly Json[]>;

/** What a right-hand side stands for, one by one. Null when it names a set that is not there. */
export function elementsOf(right: Json | undefined, sets: NamedSets): readonly Json[] | null {
  if (typeof right === 'string' && right.startsWith('@')) return sets.get(right.slice(1))?.map(bare) ?? null;
  const set = field(right, 'set');
  if (set !== undefined) return (Array.isArray(set) ? set : [set]).map(bare);
  if (Array.isArray(right)) return right.map(bare);
  return right === undefined ? null : [bare(right)];
}

/** Elements may come with a timeout, a counter or a comment around them. */
const bare = (element: Json): Json => field(field(element, 'elem'), 'val') ?? element;

const all = <T>(elements: readonly Json[], read: (element: Json) => T | null): T[] | null => {
  const values: T[] = [];
  for (const element of elements) {
    const value = read(element);
    if (value === null) return null;
    values.push(value);
  }
  return values;
};

const isPort = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65535;

export const portRanges = (elements: readonly Json[]): PortRange[] | null =>
  all(elements, (element) => {
    if (isPort(element)) return { from: element, to: element };
    const range = field(element, 'range');
    return Array.isArray(range) && isPort(range[0]) && isPort(range[1]) ? { from: range[0], to: range[1] } : null;
  });

export const addressRanges = (elements: readonly Json[]): { from: string; to: string }[] | null =>
  all(elements, (element) => {
    if (typeof element === 'string') return parseIp(element) ? { from: element, to: element } : null;
    const range = field(element, 'range');
    if (Array.isArray(range)) {
      const [from, to] = range;
      return typeof from === 'string' && typeof to === 'string' && parseIp(from) && parseIp(to) ? { from, to } : null;
    }
    const prefix = field(element, 'prefix');
    const [address, length] = [field(prefix, 'addr'), field(prefix, 'len')];
    const ip = typeof address === 'string' ? parseIp(address) : null;
    if (!ip || typeof length !== 'number' || !Number.isInteger(length) || length < 0) return null;
    if (length > (ip.family === 'ipv4' ? 32 : 128)) return null;
    const { first, last } = prefixRange(ip, length);
    return { from: ofFamily(ip.family, first), to: ofFamily(ip.family, last) };
  });

const ofFamily = (family: Family, value: bigint): string => formatIp({ family, value });

export const words = (elements: readonly Json[]): string[] | null =>
  all(elements, (element) =>
    typeof element === 'string' || typeof element === 'number' ? String(element).slice(0, 64) : null,
  );
