import { type LogKind, type Said, said } from '../chained-log';
import { auditCalendar } from '../checklist/audit-calendar';
import { dateAfter } from '../review/expiry';
import { type AuditEntry, auditEntrySchema } from './entries';

/** entries → a calendar of audits: who owns what, and what was done when. Pure. */

export interface AuditDone extends Said {
  task: string;
  /** The day on which it was done. */
  on: string;
  note: string | null;
  withdrawn: (Said & { reason: string }) | null;
}

export interface AuditState {
  calendar: string;
  name: string;
  launchedOn: string;
  review: string | null;
  opened: Said;
  owners: Readonly<Record<string, string | null>>;
  /** Oldest entry first. */
  done: AuditDone[];
  ended: (Said & { reason: string }) | null;
}

const rules = {
  'not-opened': 'a calendar begins with the entry that opens it',
  'already-open': 'this calendar was opened before',
  'is-ended': 'this calendar was ended',
  'no-such-task': 'the audit calendar has no such task',
  'before-launch': 'this is before the launch: choose the day of the launch or a later one',
  'in-future': 'this day is still to come: choose today or an earlier day',
  'no-such-done': 'no such audit stands as done',
} as const;

type Folded = { ok: true; state: AuditState } | { ok: false; rule: keyof typeof rules };
const refuse = (rule: keyof typeof rules): Folded => ({ ok: false, rule });

export function foldAudits(entries: readonly AuditEntry[]): Folded {
  let state: AuditState | null = null;
  for (const entry of entries) {
    const next: Folded = state ? applyTo(state, entry) : open(entry);
    if (!next.ok) return next;
    state = next.state;
  }
  return state ? { ok: true, state } : refuse('not-opened');
}

export const auditLog: LogKind<AuditEntry> = {
  schema: auditEntrySchema,
  brokenRule: (entries) => {
    const folded = foldAudits(entries);
    return folded.ok ? null : rules[folded.rule];
  },
};

const open = (entry: AuditEntry): Folded =>
  entry.type === 'opened'
    ? { ok: true, state: { ...entry.data, opened: said(entry), owners: {}, done: [], ended: null } }
    : refuse('not-opened');

function applyTo(state: AuditState, entry: AuditEntry): Folded {
  if (entry.type === 'opened') return refuse('already-open');
  if (state.ended) return refuse('is-ended');
  const by = said(entry);
  const changed = (change: Partial<AuditState>): Folded => ({ ok: true, state: { ...state, ...change } });
  switch (entry.type) {
    case 'owned': {
      const { task, owner } = entry.data;
      return isTask(task) ? changed({ owners: { ...state.owners, [task]: owner } }) : refuse('no-such-task');
    }
    case 'done': {
      const { task, on } = entry.data;
      if (!isTask(task)) return refuse('no-such-task');
      if (on < state.launchedOn) return refuse('before-launch');
      // A day later than in UTC: east of Greenwich it has begun already.
      if (on > dateAfter(Date.parse(entry.at), 1)) return refuse('in-future');
      return changed({ done: [...state.done, { ...by, ...entry.data, withdrawn: null }] });
    }
    case 'done-withdrawn': {
      const { done: seq, reason } = entry.data;
      const stands = state.done.some((one) => one.seq === seq && one.withdrawn === null);
      if (!stands) return refuse('no-such-done');
      return changed({
        done: state.done.map((one) => (one.seq === seq ? { ...one, withdrawn: { ...by, reason } } : one)),
      });
    }
    case 'ended':
      return changed({ ended: { ...by, ...entry.data } });
  }
}

const isTask = (id: string): boolean => auditCalendar.some((task) => task.id === id);
