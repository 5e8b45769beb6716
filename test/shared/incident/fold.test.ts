import { describe, expect, it } from 'vitest';
import { chainEntry } from '../../../shared/chained-log';
import { type IncidentEntry, type IncidentSaying, incidentEntrySchema } from '../../../shared/incident/entries';
import { foldIncident, incidentLog } from '../../../shared/incident/fold';

const start = Date.parse('2026-11-24T10:00:00.000Z');
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
const opened = (awareAt = at(-30)) => ({
  type: 'opened',
  data: { incident: '01JDEXAMP0E000000000REV1W0', name: 'Odd sign-ins', awareAt, steps: ['Replace the key', 'Notify'] },
});

/** A log in which one thing is said each minute. */
function logOf(...sayings: (IncidentSaying | ReturnType<typeof opened>)[]): IncidentEntry[] {
  const entries: IncidentEntry[] = [];
  for (const [minute, saying] of sayings.entries()) {
    entries.push(
      chainEntry(incidentEntrySchema, entries.at(-1) ?? null, { ...saying, at: at(minute), statedBy: 'Ada Lead' }),
    );
  }
  return entries;
}
const stateOf = (...sayings: IncidentSaying[]) => {
  const folded = foldIncident(logOf(opened(), ...sayings));
  if (!folded.ok) throw new Error(folded.rule);
  return folded.state;
};
const check = (step: number): IncidentSaying => ({ type: 'checked', data: { step, note: null } });

describe('an incident', () => {
  it('has the steps of the runbook that it was opened with', () => {
    const state = stateOf();
    expect(state.steps.map(({ number, title }) => `${number} ${title}`)).toEqual(['1 Replace the key', '2 Notify']);
  });

  it('keeps owner, contact, and who checked a step off when', () => {
    const [first, second] = stateOf(
      { type: 'assigned', data: { step: 1, owner: 'Olu Operations', contact: '+44 20 7946 0000' } },
      check(1),
    ).steps;
    expect(first).toMatchObject({
      owner: 'Olu Operations',
      contact: '+44 20 7946 0000',
      checked: { by: 'Ada Lead', at: at(2), note: null },
    });
    expect(second).toMatchObject({ owner: null, checked: null });
  });

  it('takes a check-off back with its reason, and lets it be checked off again', () => {
    const undone: IncidentSaying = { type: 'unchecked', data: { step: 1, reason: 'it was the old key' } };
    expect(stateOf(check(1), undone).steps[0]?.checked).toBeNull();
    expect(stateOf(check(1), undone, check(1)).steps[0]?.checked?.at).toBe(at(3));
  });

  it('settles the notice, reopens it, ends and goes on', () => {
    const settled: IncidentSaying = { type: 'notice-settled', data: { outcome: 'given', words: 'by their form' } };
    const reopened: IncidentSaying = { type: 'notice-reopened', data: { reason: 'it bounced' } };
    const ended: IncidentSaying = { type: 'ended', data: { summary: 'closed' } };
    expect(stateOf(settled).notice).toMatchObject({ outcome: 'given', words: 'by their form', by: 'Ada Lead' });
    expect(stateOf(settled, reopened).notice).toBeNull();
    expect(stateOf(ended).ended).toMatchObject({ summary: 'closed' });
    const on = stateOf(ended, { type: 'reopened', data: { reason: 'again' } }, { type: 'noted', data: { text: 'on' } });
    expect(on).toMatchObject({ ended: null, notes: [{ text: 'on' }] });
  });

  it.each([
    ['a second opening', [opened(), opened()], 'already-open'],
    ['nothing before the opening', [check(1)], 'not-opened'],
    ['an awareness still to come', [opened(at(60))], 'aware-later'],
    ['a step that is not there', [opened(), check(3)], 'no-such-step'],
    ['a step twice', [opened(), check(1), check(1)], 'already-checked'],
    ['undoing what is not done', [opened(), { type: 'unchecked', data: { step: 1, reason: 'x' } }], 'not-checked'],
    ['anything after the end', [opened(), { type: 'ended', data: { summary: 'x' } }, check(1)], 'is-ended'],
    ['reopening what goes on', [opened(), { type: 'reopened', data: { reason: 'x' } }], 'not-ended'],
  ] as [string, (IncidentSaying | ReturnType<typeof opened>)[], string][])('refuses %s', (_, sayings, rule) => {
    const entries = logOf(...sayings);
    expect(foldIncident(entries)).toEqual({ ok: false, rule });
    expect(incidentLog.brokenRule(entries)).toMatch(/\w+ \w+/);
  });

  it('refuses an entry that is older than the one before', () => {
    const entries = logOf(opened(), check(1));
    const late = chainEntry(incidentEntrySchema, entries[1]!, { ...check(2), at: at(-60), statedBy: 'Ada Lead' });
    expect(foldIncident([...entries, late])).toEqual({ ok: false, rule: 'clock-went-back' });
  });
});
