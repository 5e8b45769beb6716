import { expect, it } from 'vitest';
import { jsonSchema } from '../../shared/json';

const isJson = (value: unknown): boolean => jsonSchema.safeParse(value).success;

it.each([null, true, 0, -1.5, '', [], {}, [[{ a: [null] }]], JSON.parse('{"__proto__":{}}'), Object.create(null)])(
  'takes %j',
  (value) => expect(isJson(value)).toBe(true),
);

it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, Symbol('x'), new Date(0), new Map(), /x/])(
  'refuses %s, and whatever holds it',
  (value) => {
    expect(isJson(value)).toBe(false);
    expect(isJson([{ a: [value] }])).toBe(false);
  },
);
