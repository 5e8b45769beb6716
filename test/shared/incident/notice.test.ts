import { expect, it } from 'vitest';
import { noticeDeadline, noticeOf } from '../../../shared/incident/notice';

const awareAt = '2026-11-24T09:30:00.000Z';
const hour = 3_600_000;
const after = (hours: number): number => Date.parse(awareAt) + hours * hour;
const said = (hours: number) => ({ seq: 1, at: new Date(after(hours)).toISOString(), by: 'Ada Lead' });
const given = (hours: number) => ({ ...said(hours), outcome: 'given' as const, words: 'by their form' });
const open = { awareAt, notice: null, ended: null };

it('is due 72 hours after awareness', () => {
  expect(new Date(noticeDeadline(open)).toISOString()).toBe('2026-11-27T09:30:00.000Z');
});

it.each([
  ['has time left', open, 50, { kind: 'runs', ms: 22 * hour }],
  ['is on time to the last moment', open, 72, { kind: 'runs', ms: 0 }],
  ['is overdue', open, 80, { kind: 'overdue', ms: 8 * hour }],
  [
    'was given in time, whatever the clock says since',
    { ...open, notice: given(70) },
    500,
    { kind: 'given', ms: 2 * hour },
  ],
  ['was given late', { ...open, notice: given(75) }, 500, { kind: 'given-late', ms: 3 * hour }],
  ['is not owed', { ...open, notice: { ...given(80), outcome: 'not-owed' as const } }, 500, { kind: 'not-owed' }],
  [
    'stands still in a closed incident',
    { ...open, ended: { ...said(80), summary: 'over' } },
    500,
    { kind: 'overdue', ms: 8 * hour },
  ],
] as const)('%s', (_, state, hours, notice) => {
  expect(noticeOf(state, after(hours))).toEqual(notice);
});
