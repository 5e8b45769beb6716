import { describe, expect, it } from 'vitest';
import { dueOf, occurrence } from '../../../shared/audits/due';
import type { AuditDone } from '../../../shared/audits/fold';
import { auditCalendar } from '../../../shared/checklist/audit-calendar';

const monthly = auditCalendar.find(({ every }) => every === 'month')!;
const quarterly = auditCalendar.find(({ every }) => every === 'quarter')!;
const done = (on: string, task = monthly.id, withdrawn = false): AuditDone => ({
  seq: 1,
  at: `${on}T12:00:00.000Z`,
  by: 'Ada Lead',
  task,
  on,
  note: null,
  withdrawn: withdrawn ? { seq: 2, at: `${on}T13:00:00.000Z`, by: 'Ada Lead', reason: 'not so' } : null,
});
const due = (dones: AuditDone[], today: string, task = monthly) =>
  dueOf({ launchedOn: '2026-11-24', done: dones }, task, today);

describe('the rhythm', () => {
  it.each([
    ['2026-11-24', 'month', 1, '2026-12-24'],
    ['2026-11-24', 'quarter', 1, '2027-02-24'],
    ['2026-11-24', 'year', 2, '2028-11-24'],
    ['2027-01-31', 'month', 1, '2027-02-28'],
    ['2027-01-31', 'month', 2, '2027-03-31'],
    ['2028-02-29', 'year', 1, '2029-02-28'],
    ['2028-02-29', 'year', 4, '2032-02-29'],
  ] as const)('%s and a %s, %i times, is %s', (launchedOn, every, count, date) => {
    expect(occurrence(launchedOn, every, count)).toBe(date);
  });
});

describe('what is due', () => {
  it('is first due one period after the launch', () => {
    expect(due([], '2026-12-20')).toEqual({ date: '2026-12-24', days: 4, last: null });
    expect(due([], '2026-12-20', quarterly)).toMatchObject({ date: '2027-02-24' });
  });

  it('stays due on the first date that was missed', () => {
    expect(due([], '2027-03-01')).toMatchObject({ date: '2026-12-24', days: -67 });
  });

  it.each([
    ['some days early', '2026-12-20', '2027-01-24'],
    ['on the day', '2026-12-24', '2027-01-24'],
    ['some days late', '2027-01-03', '2027-01-24'],
    ['so late that it counts for the next', '2027-01-15', '2027-02-24'],
    ['right after the launch, which counts for nothing yet', '2026-11-25', '2026-12-24'],
  ])('moves on when it is done %s', (_, on, next) => {
    expect(due([done(on)], '2027-01-16')).toMatchObject({ date: next, last: { on } });
  });

  it('counts the latest day, this task alone, and nothing that was withdrawn', () => {
    const dones = [
      done('2027-01-24'),
      done('2026-12-24'),
      done('2027-02-24', monthly.id, true),
      done('2027-02-24', quarterly.id),
    ];
    expect(due(dones, '2027-02-01')).toMatchObject({ date: '2027-02-24', days: 23, last: { on: '2027-01-24' } });
  });
});
