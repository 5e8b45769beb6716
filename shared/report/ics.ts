import { monthsOf, occurrence } from '../audits/due';
import type { AuditState } from '../audits/fold';
import type { AuditTask } from '../checklist/audit-calendar';

/** The audit tasks as an iCalendar file (RFC 5545), one recurring event for each. */

export function auditIcs(
  calendar: Pick<AuditState, 'calendar' | 'name' | 'launchedOn' | 'owners'>,
  tasks: readonly AuditTask[],
  stamp: Date,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Go/No-Go//Audit calendar//EN',
    'CALSCALE:GREGORIAN',
    ...tasks.flatMap((task) => eventOf(calendar, task, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventOf(
  { calendar, name, launchedOn, owners }: Pick<AuditState, 'calendar' | 'name' | 'launchedOn' | 'owners'>,
  task: AuditTask,
  stamp: Date,
): string[] {
  const owner = owners[task.id];
  return [
    'BEGIN:VEVENT',
    // The same for each export, so that a calendar replaces what it imported before (RFC 5545, 3.8.4.7).
    `UID:${calendar}-${task.id}@gonogo`,
    `DTSTAMP:${stamp.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${occurrence(launchedOn, task.every, 1).replaceAll('-', '')}`,
    `RRULE:${recurrence(launchedOn, task.every)}`,
    `SUMMARY:${escapeText(`${name}: ${task.title}`)}`,
    `DESCRIPTION:${escapeText([task.how, ...(owner ? [`Owner: ${owner}`] : [])].join('\n'))}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/**
 * The rhythm of `occurrence`. A rule leaves out the months that have no such day (RFC 5545, 3.3.10), so the days after the
 * 28th are written as the last one of those that the month has.
 */
function recurrence(launchedOn: string, every: AuditTask['every']): string {
  const day = Number(launchedOn.slice(8));
  const rule = `FREQ=MONTHLY;INTERVAL=${monthsOf(every)}`;
  if (day <= 28) return rule;
  const days = Array.from({ length: day - 27 }, (_, index) => 28 + index);
  return `${rule};BYMONTHDAY=${days.join(',')};BYSETPOS=-1`;
}

/** TEXT (RFC 5545, 3.3.11): a backslash before what has a meaning, line ends as \n, and no other control character. */
const escapeText = (text: string): string =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[\u0000-\u001f\u007f]/g, ' ');

/** Lines of at most 75 octets, never broken within a character (RFC 5545, 3.1); what follows begins with a space. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
