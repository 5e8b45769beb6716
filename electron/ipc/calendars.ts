import { exportIcs } from '../acts/export-ics';
import type { Desk } from './desk';
import type { Handlers } from './router';

const now = (): string => new Date().toISOString();

export const calendarHandlers = ({ calendars, dialogs }: Desk): Pick<Handlers, 'calendars'> => ({
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
});
