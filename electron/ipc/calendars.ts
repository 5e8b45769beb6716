import { join } from 'node:path';
import { auditLog } from '../../shared/audits/fold';
import { exportIcs } from '../acts/export-ics';
import { LogFolder } from '../store/log-folder';
import type { Desk } from './desk';
import type { Handlers } from './router';

const now = (): string => new Date().toISOString();

export function calendarHandlers({ home, dialogs }: Desk): Pick<Handlers, 'calendars'> {
  const calendars = new LogFolder(join(home, 'calendars'), auditLog);
  return {
    calendars: {
      list: () => calendars.list(),
      start: ({ statedBy, ...launch }) =>
        calendars.create((calendar) => ({ type: 'opened', data: { calendar, ...launch }, at: now(), statedBy })),
      say: ({ calendar, statedBy, saying }) => calendars.append(calendar, { ...saying, at: now(), statedBy }),
      exportIcs: async ({ calendar }) => {
        const path = await dialogs.save('Where the calendar file goes', 'audits.ics');
        if (path !== null) await exportIcs(await calendars.read(calendar), path, new Date());
        return path;
      },
    },
  };
}
