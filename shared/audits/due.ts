import type { AuditTask } from '../checklist/audit-calendar';
import { daysUntil } from '../review/expiry';
import type { AuditDone, AuditState } from './fold';

/** When an audit is due. Dates are `2027-01-31`, without a time zone: a day is a day wherever one sits. */

/** Months between two times, and half of that in days. */
const rhythm = { month: { months: 1, half: 15 }, quarter: { months: 3, half: 45 }, year: { months: 12, half: 182 } };
export const monthsOf = (every: AuditTask['every']): number => rhythm[every].months;

/** The `count`th time after the launch; a month without that day has it on its last one. */
export function occurrence(launchedOn: string, every: AuditTask['every'], count: number): string {
  const [year = 0, month = 1, day = 1] = launchedOn.split('-').map(Number);
  const months = month - 1 + monthsOf(every) * count;
  const lastDay = new Date(Date.UTC(year, months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

export interface Due {
  date: string;
  /** From today; negative when it is overdue. */
  days: number;
  /** The last time that it was done. */
  last: AuditDone | null;
}

/**
 * The next time that a task is due: the first of the launch's own rhythm that is at least half a period after it was last
 * done. So what is done some days early or late counts for the date that was meant, and no gap is longer than one and a half.
 */
export function dueOf(
  { launchedOn, done }: Pick<AuditState, 'launchedOn' | 'done'>,
  task: AuditTask,
  today: string,
): Due {
  const standing = done.filter((one) => one.task === task.id && one.withdrawn === null);
  const last = standing.reduce<AuditDone | null>((latest, one) => (latest && latest.on > one.on ? latest : one), null);
  let count = 1;
  while (last && daysBetween(last.on, occurrence(launchedOn, task.every, count)) < rhythm[task.every].half) count++;
  const date = occurrence(launchedOn, task.every, count);
  return { date, days: daysBetween(today, date), last };
}

const daysBetween = (from: string, to: string): number => daysUntil(to, Date.parse(`${from}T00:00:00Z`));
