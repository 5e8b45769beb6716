import type { z } from 'zod';

/** Reading a schema by the path of a value: what a form shows of a field, and what a message says is known there. */

export type Path = readonly (string | number)[];

/** A path as a person writes it: `hosts[0].ssh.user`. */
export const dotted = (path: Path): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');

interface Definition {
  innerType?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  defaultValue?: unknown;
}
const definition = (schema: z.ZodType): Definition => schema.def as Definition;

/** The schema at a path, with its defaults and descriptions still around it. Null where there is none. */
export function schemaAt(schema: z.ZodType, path: Path): z.ZodType | null {
  let here = schema;
  for (const step of path) {
    const { shape, element } = definition(unwrap(here));
    const next = typeof step === 'number' ? element : shape?.[step];
    if (!next) return null;
    here = next;
  }
  return here;
}

/** The keys that an object may have; none for anything else. */
export const keysOf = (schema: z.ZodType): string[] => Object.keys(definition(unwrap(schema)).shape ?? {});

/** What holds where a key is left out; undefined when nothing does. */
export function defaultOf(schema: z.ZodType): unknown {
  const { defaultValue, innerType } = definition(schema);
  return defaultValue === undefined && innerType ? defaultOf(innerType) : defaultValue;
}

function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType } = definition(schema);
  return innerType ? unwrap(innerType) : schema;
}
