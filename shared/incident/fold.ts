import { type LogKind, type Said, said } from '../chained-log';
import { type IncidentEntry, incidentEntrySchema } from './entries';

/** entries → where an incident stands. Pure: the window and main fold the same log. */

export interface StepState {
  number: number;
  title: string;
  owner: string | null;
  contact: string | null;
  checked: (Said & { note: string | null }) | null;
}

export interface IncidentState {
  incident: string;
  name: string;
  /** When the team became aware: what the clock counts from. */
  awareAt: string;
  opened: Said;
  steps: StepState[];
  notes: (Said & { text: string })[];
  notice: (Said & { outcome: 'given' | 'not-owed'; words: string }) | null;
  ended: (Said & { summary: string }) | null;
}

const rules = {
  'not-opened': 'an incident begins with the entry that opens it',
  'already-open': 'this incident was opened before',
  'aware-later': 'nobody can have become aware later than now: choose an earlier time',
  'clock-went-back': "the last entry has a later time than this one: check this computer's clock",
  'is-ended': 'the incident was ended: reopen it first',
  'not-ended': 'the incident is not ended',
  'no-such-step': 'the runbook of this incident has no such step',
  'already-checked': 'this step was checked off before',
  'not-checked': 'this step is not checked off',
  'notice-open': 'the notice to the authority is not settled',
  'notice-settled': 'the notice to the authority was settled before: reopen it first',
} as const;

type Folded = { ok: true; state: IncidentState } | { ok: false; rule: keyof typeof rules };
const refuse = (rule: keyof typeof rules): Folded => ({ ok: false, rule });

export function foldIncident(entries: readonly IncidentEntry[]): Folded {
  let state: IncidentState | null = null;
  let last = '';
  for (const entry of entries) {
    if (Date.parse(entry.at) < Date.parse(last || entry.at)) return refuse('clock-went-back');
    const next: Folded = state ? applyTo(state, entry) : open(entry);
    if (!next.ok) return next;
    state = next.state;
    last = entry.at;
  }
  return state ? { ok: true, state } : refuse('not-opened');
}

export const incidentLog: LogKind<IncidentEntry> = {
  schema: incidentEntrySchema,
  brokenRule: (entries) => {
    const folded = foldIncident(entries);
    return folded.ok ? null : rules[folded.rule];
  },
};

function open(entry: IncidentEntry): Folded {
  if (entry.type !== 'opened') return refuse('not-opened');
  const { incident, name, awareAt, steps } = entry.data;
  if (Date.parse(awareAt) > Date.parse(entry.at)) return refuse('aware-later');
  const unassigned = { owner: null, contact: null, checked: null };
  return {
    ok: true,
    state: {
      incident,
      name,
      awareAt,
      opened: said(entry),
      steps: steps.map((title, index) => ({ number: index + 1, title, ...unassigned })),
      notes: [],
      notice: null,
      ended: null,
    },
  };
}

function applyTo(state: IncidentState, entry: IncidentEntry): Folded {
  if (entry.type === 'opened') return refuse('already-open');
  if (entry.type === 'reopened') return state.ended ? changed(state, { ended: null }) : refuse('not-ended');
  if (state.ended) return refuse('is-ended');
  const by = said(entry);
  switch (entry.type) {
    case 'assigned': {
      const { step, owner, contact } = entry.data;
      return withStep(state, step, (one) => ({ ...one, owner, contact }));
    }
    case 'checked': {
      const { step, note } = entry.data;
      return withStep(state, step, (one) => (one.checked ? 'already-checked' : { ...one, checked: { ...by, note } }));
    }
    case 'unchecked':
      return withStep(state, entry.data.step, (one) => (one.checked ? { ...one, checked: null } : 'not-checked'));
    case 'noted':
      return changed(state, { notes: [...state.notes, { ...by, ...entry.data }] });
    case 'notice-settled':
      return state.notice ? refuse('notice-settled') : changed(state, { notice: { ...by, ...entry.data } });
    case 'notice-reopened':
      return state.notice ? changed(state, { notice: null }) : refuse('notice-open');
    case 'ended':
      return changed(state, { ended: { ...by, ...entry.data } });
  }
}

const changed = (state: IncidentState, change: Partial<IncidentState>): Folded => ({
  ok: true,
  state: { ...state, ...change },
});

function withStep(
  state: IncidentState,
  number: number,
  change: (step: StepState) => StepState | keyof typeof rules,
): Folded {
  const step = state.steps.find((one) => one.number === number);
  if (!step) return refuse('no-such-step');
  const next = change(step);
  if (typeof next === 'string') return refuse(next);
  return changed(state, { steps: state.steps.map((one) => (one === step ? next : one)) });
}
