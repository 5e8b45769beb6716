import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineFact, type Fact } from '../../../shared/fact';
import { seenIn } from '../../../shared/pictures/seen-in';

const days = defineFact({ id: 'site.days', schema: z.strictObject({ days: z.number() }) });
const from = { url: 'https://shop.example/', address: null };
const fact = (value: unknown, host: string | null = null): Fact => {
  return { id: 'site.days', host, at: '2026-11-24T10:00:00.000Z', from, ok: true, value };
};

it('gives what a run saw, of this host and no other', () => {
  expect(seenIn([fact({ days: 1 }, 'web-1'), fact({ days: 2 })], days, null)).toEqual({ ok: true, value: { days: 2 } });
});

it('says why nothing was seen', () => {
  expect(seenIn([], days, null)).toMatchObject({ ok: false, reason: { code: 'not-collected' } });
  const unseen: Fact = { ...fact(0), ok: false, reason: { code: 'cancelled', params: {} } };
  expect(seenIn([unseen], days, null)).toMatchObject({ ok: false, reason: { code: 'cancelled' } });
});

it('does not hand on what another version kept in another form', () => {
  expect(seenIn([fact({ weeks: 1 })], days, null)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
});
