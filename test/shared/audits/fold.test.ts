import { describe, expect, it } from 'vitest';
import { type AuditEntry, type AuditSaying, auditEntrySchema } from '../../../shared/audits/entries';
import { foldAudits } from '../../../shared/audits/fold';
import { chainEntry } from '../../../shared/chained-log';
import { auditCalendar } from '../../../shared/checklist/audit-calendar';

const task = auditCalendar[0]!.id;
const calendar = '01JDEXAMP0E000000000CA0ENA';
const opened = { type: 'opened', data: { calendar, name: 'Example Shop', launchedOn: '2026-11-24', review: null } };

function fold(...sayings: AuditSaying[]) {
  const entries: AuditEntry[] = [];
  for (const saying of [opened, ...sayings]) {
    const draft = { ...saying, at: '2026-12-24T10:00:00.000Z', statedBy: 'Olu Operations' };
    entries.push(chainEntry(auditEntrySchema, entries.at(-1) ?? null, draft));
  }
  return foldAudits(entries);
}
const done = (on: string, what = task): AuditSaying => ({ type: 'done', data: { task: what, on, note: null } });

describe('a calendar of audits', () => {
  it('keeps who owns what, and who did what when', () => {
    expect(fold({ type: 'owned', data: { task, owner: 'Olu Operations' } }, done('2026-12-23'))).toMatchObject({
      ok: true,
      state: {
        name: 'Example Shop',
        owners: { [task]: 'Olu Operations' },
        done: [{ seq: 2, task, on: '2026-12-23', by: 'Olu Operations', withdrawn: null }],
      },
    });
  });

  it('keeps what was withdrawn, as withdrawn', () => {
    const withdrawn: AuditSaying = { type: 'done-withdrawn', data: { done: 1, reason: 'the wrong month' } };
    expect(fold(done('2026-12-23'), withdrawn)).toMatchObject({
      ok: true,
      state: { done: [{ on: '2026-12-23', withdrawn: { reason: 'the wrong month' } }] },
    });
    expect(fold(done('2026-12-23'), withdrawn, withdrawn)).toEqual({ ok: false, rule: 'no-such-done' });
  });

  it.each([
    ['a task that is not there', [done('2026-12-23', 'tea')], 'no-such-task'],
    ['a day before the launch', [done('2026-11-23')], 'before-launch'],
    ['a day to come', [done('2026-12-26')], 'in-future'],
    ['anything after its end', [{ type: 'ended', data: { reason: 'shut down' } }, done('2026-12-23')], 'is-ended'],
  ] as [string, AuditSaying[], string][])('refuses %s', (_, sayings, rule) => {
    expect(fold(...sayings)).toEqual({ ok: false, rule });
  });
});
