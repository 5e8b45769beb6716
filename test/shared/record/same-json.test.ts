import { expect, it } from 'vitest';
import { isSameJson } from '../../../shared/record/same-json';

const value = () => ({ a: [1, 'x', null, { b: true, c: [] }], d: {} });

it('is the same whatever the order of its keys', () => {
  expect(isSameJson(value(), value())).toBe(true);
  expect(isSameJson({ d: {}, a: value().a }, value())).toBe(true);
});

it.each([
  { a: [1, 'x', null, { b: true, c: [] }] },
  { ...value(), e: null },
  { ...value(), d: [] },
  { ...value(), d: null },
  { a: value().a, e: {} },
  { ...value(), a: [1, 'x', null, { b: true, c: [null] }] },
  { ...value(), a: [1, 'x', null, { b: 'true', c: [] }] },
  { ...value(), a: [1, 'x', null] },
  { ...value(), a: { 0: 1, 1: 'x', 2: null, 3: { b: true, c: [] } } },
  [],
  null,
  'x',
])('is another than %j, both ways', (other) => {
  expect(isSameJson(value(), other)).toBe(false);
  expect(isSameJson(other, value())).toBe(false);
});

it('does not take a name that every object has for a key', () => {
  expect(isSameJson({ toString: 1 }, { a: 1 })).toBe(false);
  expect(isSameJson({ a: 1 }, JSON.parse('{"__proto__":1}'))).toBe(false);
});
