import { breachNoticeHours } from '../checklist/incident-runbook';
import type { IncidentState } from './fold';

/** How the notice to the authority stands (GDPR Art. 33(1)). Pure: the instant is passed in. */
export type Notice =
  /** Time left, or time since it should have been given (milliseconds). */
  | { kind: 'runs' | 'overdue'; ms: number }
  /** How long before or after the deadline it was written down as given. */
  | { kind: 'given' | 'given-late'; ms: number }
  | { kind: 'not-owed' };

/** Until when the authority must have the notice, in milliseconds since 1970. */
export const noticeDeadline = ({ awareAt }: Pick<IncidentState, 'awareAt'>): number =>
  Date.parse(awareAt) + breachNoticeHours * 3_600_000;

/** The clock stands still when the incident is closed. */
export function noticeOf(state: Pick<IncidentState, 'awareAt' | 'notice' | 'ended'>, now: number): Notice {
  const { notice, ended } = state;
  if (notice?.outcome === 'not-owed') return { kind: 'not-owed' };
  const until = notice ?? ended;
  const left = noticeDeadline(state) - (until ? Date.parse(until.at) : now);
  const ms = Math.abs(left);
  if (notice) return { kind: left < 0 ? 'given-late' : 'given', ms };
  return { kind: left < 0 ? 'overdue' : 'runs', ms };
}
