import type { Finding } from '../control';
import { type FindingGroup, groupFindings } from './finding-groups';

const severities: readonly Finding['severity'][] = ['blocker', 'major', 'minor'];
/** What is known to be wrong, then what nobody could see, then what a person has to say. */
const statuses: readonly Finding['status'][] = ['fail', 'error', 'manual'];

/** What holds the launch, the worst first; what is the same on several hosts is told once. */
export const rankedHolding = (holding: readonly Finding[]): FindingGroup[] =>
  groupFindings(holding, ({ control, status, severity, observed }) => [control, status, severity, observed]).sort(
    ({ finding: a }, { finding: b }) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      statuses.indexOf(a.status) - statuses.indexOf(b.status),
  );
