import type { z } from 'zod';
import { keysOf, type Path, schemaAt } from '../../../shared/schema-path';
import { nearest } from './nearest';
import type { Place, Problem } from './read-yaml';

/** What a schema says of a value, in our words and with its place: one problem for each key. */
export function sayIssues(
  issues: readonly z.core.$ZodIssue[],
  { schema, value, placeOf }: { schema: z.ZodType; value: unknown; placeOf: (path: Path, which?: 'key') => Place },
): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    if (issue.code === 'unrecognized_keys') {
      const here = schemaAt(schema, path);
      const known = here ? keysOf(here) : [];
      return issue.keys.map((key) => {
        const near = nearest(key, known);
        const advice = near ? `did you mean "${near}"?` : `known here: ${known.join(', ')}`;
        return { place: placeOf([...path, key], 'key'), at: [...path, key], text: `unknown key; ${advice}` };
      });
    }
    const found = at(value, path);
    const words = found === undefined && path.length > 0 ? 'missing' : say(issue, found);
    return [{ place: placeOf(path), at: path, text: words }];
  });
}

function say(issue: z.core.$ZodIssue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeWords[issue.expected] ?? issue.expected}, not ${nameOf(found)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `must be at least ${sizeWords(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `must be at most ${sizeWords(issue.origin, issue.maximum)}`;
    case 'custom':
      return issue.message;
    default:
      return `must be ${issue.message}`;
  }
}

const typeWords: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
};

const sizeWords = (origin: string, size: number | bigint): string => {
  if (origin === 'string') return `${size} characters long`;
  if (origin === 'array') return `${size} entries long`;
  return String(size);
};

function nameOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return (
    { string: 'text', number: 'a number', boolean: 'true or false', object: 'a map of keys' }[typeof value as string] ??
    typeof value
  );
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | null | undefined)?.[step], value);
