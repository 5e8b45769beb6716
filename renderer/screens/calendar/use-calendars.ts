import type { AuditEntry, AuditSaying } from '../../../shared/audits/entries';
import { type AuditState, foldAudits } from '../../../shared/audits/fold';
import { useKeptLogs } from '../../state/kept-logs';

/** A calendar of audits as its log tells it. */
export interface Calendar {
  id: string;
  entries: AuditEntry[];
  /** Null when not even its beginning can be read. */
  state: AuditState | null;
  /** Why nothing can be added to it. */
  problem: string | null;
}
/** One of which there is something to see. */
export type OpenCalendar = Calendar & { state: AuditState };

export type Launch = Pick<AuditState, 'name' | 'launchedOn' | 'review'>;

const list = () => window.gonogo.calendars.list();

/** Newest first; null until main answered. */
export function useCalendars() {
  const { logs, write } = useKeptLogs(list);
  const calendars = logs?.map(({ id, entries, problem }): Calendar => {
    const folded = foldAudits(entries);
    return { id, entries, problem, state: folded.ok ? folded.state : null };
  });
  return {
    calendars: calendars ?? null,
    /** Resolves with the id of the new one. */
    start: async (launch: Launch, statedBy: string): Promise<string> => {
      const entry = await write(window.gonogo.calendars.start({ ...launch, statedBy }));
      if (entry.type !== 'opened') throw new Error('a calendar begins with the entry that opens it');
      return entry.data.calendar;
    },
    say: (calendar: string, statedBy: string, saying: AuditSaying) =>
      write(window.gonogo.calendars.say({ calendar, statedBy, saying })),
  };
}
export type Say = (by: string, saying: AuditSaying) => Promise<unknown>;
