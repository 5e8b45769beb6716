import type { IncidentEntry, IncidentSaying } from '../../../shared/incident/entries';
import { foldIncident, type IncidentState } from '../../../shared/incident/fold';
import { useKeptLogs } from '../../state/kept-logs';

/** An incident as its log tells it. */
export interface Incident {
  id: string;
  entries: IncidentEntry[];
  /** Null when not even its beginning can be read. */
  state: IncidentState | null;
  /** Why nothing can be added to it. */
  problem: string | null;
}
/** One of which there is something to see. */
export type OpenIncident = Incident & { state: IncidentState };

const list = () => window.gonogo.incidents.list();

/** Newest first; null until main answered. */
export function useIncidents() {
  const { logs, write } = useKeptLogs(list);
  const incidents = logs?.map(({ id, entries, problem }): Incident => {
    const folded = foldIncident(entries);
    return { id, entries, problem, state: folded.ok ? folded.state : null };
  });
  return {
    incidents: incidents ?? null,
    /** Resolves with the id of the new one. */
    start: async (incident: { name: string; awareAt: string; statedBy: string }): Promise<string> => {
      const entry = await write(window.gonogo.incidents.start(incident));
      if (entry.type !== 'opened') throw new Error('an incident begins with the entry that opens it');
      return entry.data.incident;
    },
    say: (incident: string, statedBy: string, saying: IncidentSaying) =>
      write(window.gonogo.incidents.say({ incident, statedBy, saying })),
  };
}
export type Say = (by: string, saying: IncidentSaying) => Promise<unknown>;
