import { incidentRunbook } from '../../shared/checklist/incident-runbook';
import type { Desk } from './desk';
import type { Handlers } from './router';

const now = (): string => new Date().toISOString();

export const incidentHandlers = ({ incidents }: Desk): Pick<Handlers, 'incidents'> => ({
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
});
