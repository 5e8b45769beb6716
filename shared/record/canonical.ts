import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { maxDepth, strictJsonProblem } from './strict-json';

/** The JSON Canonicalization Scheme of RFC 8785: one value has exactly one form in bytes, so that it can be signed. */

/** Throws for what JSON does not have: NaN, infinities, lone surrogates, cycles. */
export function canonicalText(value: unknown): string {
  const text = plainText(value) ?? canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/**
 * RFC 8785 takes strings and numbers from JSON.stringify (3.2.2), so that most values need nothing but sorted keys: native
 * code, at a third of the time. Null where that is not enough, which `canonicalize` then writes or refuses.
 */
function plainText(value: unknown): string | null {
  const sorted = isSorted(value) ? value : withSortedKeys(value);
  if (sorted === undefined) return null;
  const text = JSON.stringify(sorted);
  // JSON.stringify escapes half of a surrogate pair, where RFC 8785 refuses it.
  return /\\ud[89a-f]/.test(text) ? null : text;
}

/** What was read from canonical form is so already, and needs no copy. */
function isSorted(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return true;
  if (typeof value !== 'object' || 'toJSON' in value) return false;
  if (Array.isArray(value)) return !value.includes(undefined) && value.every(isSorted);
  let last = '';
  for (const key of Object.keys(value)) {
    if (key <= last || /^[\d_]/.test(key) || !isSorted((value as Record<string, unknown>)[key])) return false;
    last = key;
  }
  return true;
}

/** Undefined when a copy with sorted keys cannot hold it. */
function withSortedKeys(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value;
  if (typeof value !== 'object' || 'toJSON' in value) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(withSortedKeys);
    return items.includes(undefined) ? undefined : items;
  }
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const item = withSortedKeys((value as Record<string, unknown>)[key]);
    // An object lists keys that look like an index first, and takes __proto__ for something else.
    if (item === undefined || /^[\d_]/.test(key)) return undefined;
    sorted[key] = item;
  }
  return sorted;
}

export const canonicalBytes = (value: unknown): Uint8Array => new TextEncoder().encode(canonicalText(value));

/** 64 lower-case hex digits, as sha256sum prints. Text counts as UTF-8. */
export const sha256Hex = (data: Uint8Array | string): string =>
  bytesToHex(sha256(typeof data === 'string' ? new TextEncoder().encode(data) : data));

/** SHA-256 of the canonical form: what names a target, a run or an event. */
export const hashOf = (value: unknown): string => sha256Hex(canonicalText(value));

export type CanonicalRead = { ok: true; value: unknown; text: string } | { ok: false; problem: string };

/**
 * Reads bytes that must be in canonical form. Another spelling of the same value is refused, because two readers could
 * then see two things in bytes with one signature (a key given twice, most of all).
 */
export function readCanonical(bytes: Uint8Array): CanonicalRead {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { ok: false, problem: 'it is not UTF-8' };
  }
  let canonical: string;
  try {
    const value: unknown = JSON.parse(text);
    if (isDeeperThan(maxDepth, value))
      return { ok: false, problem: strictJsonProblem(text) ?? 'it is nested too deep' };
    canonical = canonicalText(value);
    // A key given twice cannot come through: the second reading has it once.
    if (canonical === text) return { ok: true, value, text };
  } catch (cause) {
    const problem = `it is not JSON: ${cause instanceof Error ? cause.message : 'unreadable'}`;
    return { ok: false, problem: strictJsonProblem(text) ?? problem };
  }
  const problem = `it is not in canonical form (RFC 8785) from character ${firstDifference(canonical, text)}`;
  return { ok: false, problem: strictJsonProblem(text) ?? problem };
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item));
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
