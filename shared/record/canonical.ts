import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { strictJsonProblem } from './strict-json';

/** The JSON Canonicalization Scheme of RFC 8785: one value has exactly one form in bytes, so that it can be signed. */

/** Throws for what JSON does not have: NaN, infinities, lone surrogates, cycles. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
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
  const problem = strictJsonProblem(text);
  if (problem) return { ok: false, problem };
  let value: unknown;
  let canonical: string;
  try {
    value = JSON.parse(text);
    if (isPlainlyCanonical(value, text)) return { ok: true, value, text };
    canonical = canonicalText(value);
  } catch (cause) {
    return { ok: false, problem: `it is not JSON: ${cause instanceof Error ? cause.message : 'unreadable'}` };
  }
  if (canonical === text) return { ok: true, value, text };
  return {
    ok: false,
    problem: `it is not in canonical form (RFC 8785) from character ${firstDifference(canonical, text)}`,
  };
}

/**
 * True only for the canonical form, at a quarter of what writing it costs: RFC 8785 takes strings and numbers from
 * JSON.stringify, which keeps keys in the order that they were read in. False leaves it open: JSON.stringify moves keys that
 * look like an index, and writes half of a surrogate pair as an escape where canonicalText refuses it.
 */
const isPlainlyCanonical = (value: unknown, text: string): boolean =>
  JSON.stringify(value) === text && hasSortedKeys(value) && !/\\ud[89a-f]/.test(text);

/** Recursion is safe: strictJsonProblem bounds the depth. */
function hasSortedKeys(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(hasSortedKeys);
  const entries = Object.entries(value);
  return entries.every(([key, item], index) => (index === 0 || entries[index - 1]![0] < key) && hasSortedKeys(item));
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
