import { incidentRunbook, type RunbookStep } from '../../../shared/checklist/incident-runbook';

/** The runbook's own step of that title. Null when the incident was opened with another runbook. */
export const planOf = (title: string): RunbookStep | null =>
  incidentRunbook.find((step) => step.title === title) ?? null;

export type Phase = RunbookStep['phase'] | 'other';

/** Steps in their order, by phase: a phase begins where the one before ends. */
export function byPhase<T extends { title: string }>(steps: readonly T[]): { phase: Phase; steps: T[] }[] {
  const phases: { phase: Phase; steps: T[] }[] = [];
  for (const step of steps) {
    const phase = planOf(step.title)?.phase ?? 'other';
    const last = phases.at(-1);
    if (last?.phase === phase) last.steps.push(step);
    else phases.push({ phase, steps: [step] });
  }
  return phases;
}
