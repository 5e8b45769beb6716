import { z } from 'zod';

export type Json = z.core.util.JSONType;

/** Any JSON value. `z.json()` says the same, and tries six schemas on each of the tens of thousands of values in a record. */
export const jsonSchema = z.unknown().refine(isJson, 'a JSON value') as z.ZodType<Json>;

function isJson(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value === 'object' && value !== null) {
    const prototype: unknown = Object.getPrototypeOf(value);
    return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isJson);
  }
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
