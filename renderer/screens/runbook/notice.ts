import { type IncidentState, noticeDeadline } from '../../../shared/incident/fold';
import { words } from '../../words';

/** How the notice to the authority stands at an instant. */
export type Notice =
  | { kind: 'runs' | 'overdue'; ms: number }
  | { kind: 'given' | 'given-late'; ms: number }
  | { kind: 'not-owed' };

export function noticeOf(state: IncidentState, now: number): Notice {
  const deadline = noticeDeadline(state);
  const { notice } = state;
  if (notice?.outcome === 'not-owed') return { kind: 'not-owed' };
  const left = deadline - (notice ? Date.parse(notice.at) : now);
  if (notice) return { kind: left < 0 ? 'given-late' : 'given', ms: Math.abs(left) };
  return { kind: left < 0 ? 'overdue' : 'runs', ms: Math.abs(left) };
}

/** Hours and minutes: for a list that nobody watches. */
export const sayNotice = (notice: Notice): string =>
  notice.kind === 'not-owed'
    ? words.runbook.notice.states['not-owed']
    : words.runbook.notice.states[notice.kind](words.runbook.hoursAndMinutes(notice.ms));
