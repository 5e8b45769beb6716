import { join } from 'node:path';
import { incidentRunbook } from '../../shared/checklist/incident-runbook';
import { incidentLog } from '../../shared/incident/fold';
import { LogFolder } from '../store/log-folder';
import type { Desk } from './desk';
import type { Handlers } from './router';

const now = (): string => new Date().toISOString();

export function incidentHandlers({ home }: Desk): Pick<Handlers, 'incidents'> {
  const incidents = new LogFolder(join(home, 'incidents'), incidentLog);
  return {
    incidents: {
      list: () => incidents.list(),
      start: ({ statedBy, name, awareAt }) =>
        incidents.create((incident) => ({
          type: 'opened',
          data: { incident, name, awareAt, steps: incidentRunbook.map(({ title }) => title) },
          at: now(),
          statedBy,
        })),
      say: ({ incident, statedBy, saying }) => incidents.append(incident, { ...saying, at: now(), statedBy }),
    },
  };
}
