import { type Due, dueOf } from '../../../shared/audits/due';
import type { AuditState } from '../../../shared/audits/fold';
import { type AuditTask, auditCalendar } from '../../../shared/checklist/audit-calendar';

export interface DueTask {
  task: AuditTask;
  owner: string | null;
  due: Due;
}

/** Every task of the calendar with its next day, in the order of the checklist. */
export const dueTasks = (state: AuditState, today: string): DueTask[] =>
  auditCalendar.map((task) => ({ task, owner: state.owners[task.id] ?? null, due: dueOf(state, task, today) }));

/** The task that comes first, or has been due for longest. */
export const nextDue = (tasks: readonly DueTask[]): DueTask =>
  tasks.reduce((first, one) => (one.due.date < first.due.date ? one : first));
