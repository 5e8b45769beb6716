import { expect, it } from 'vitest';
import { occurrence } from '../../../shared/audits/due';
import { auditCalendar } from '../../../shared/checklist/audit-calendar';
import { auditIcs } from '../../../shared/report/ics';
import { describeWith } from '../../support/needs';
import { readIcs, readIcsNeeds } from './read-ics';

const calendar = {
  calendar: '01JDEXAMP0E000000000CA0ENA',
  name: 'Example Shop',
  launchedOn: '2026-11-24',
  owners: {},
};
const stamp = new Date('2026-11-24T10:00:00.123Z');
const tasks = auditCalendar;

describeWith(readIcsNeeds, 'the calendar file', () => {
  it('has one event for each task, which another program reads without an error', () => {
    const { version, events } = readIcs(auditIcs(calendar, tasks, stamp));
    expect(version).toBe('2.0');
    expect(events.map(({ summary }) => summary)).toEqual(tasks.map(({ title }) => `Example Shop: ${title}`));
    expect(events.map(({ description }) => description)).toEqual(tasks.map(({ how }) => how));
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(tasks.length);
    expect(new Set(events.map((event) => event.stamp))).toEqual(new Set(['2026-11-24T10:00:00+00:00']));
    expect(events.flatMap(({ errors }) => errors)).toEqual([]);
  });

  it.each(['2026-11-24', '2026-11-28', '2027-01-29', '2027-01-30', '2027-01-31', '2028-02-29'])(
    'recurs on the days that the window shows, counted from %s',
    (launchedOn) => {
      const { events } = readIcs(auditIcs({ ...calendar, launchedOn }, tasks, stamp));
      for (const [index, { times, start }] of events.entries()) {
        const shown = Array.from({ length: 14 }, (_, count) => occurrence(launchedOn, tasks[index]!.every, count + 1));
        expect(times, tasks[index]!.id).toEqual(shown);
        expect(start).toBe(shown[0]);
      }
    },
  );

  // Not a backslash before an n: icalendar 4 takes `\\\\n`, an escaped backslash and an n, for a line end.
  it.each([
    ['what has a meaning in it', 'a; b, c \\ d "quoted": and'],
    ['line ends', 'two\nlines'],
    ['an event of its own', 'BEGIN:VEVENT\r\nSUMMARY:mine\r\nEND:VEVENT'],
    ['a backslash at its end', 'and so on\\'],
    ['characters of several octets', `${'ü'.repeat(200)}${'🚀'.repeat(100)}`],
    ['a word longer than a line', 'x'.repeat(1000)],
  ])('carries a name with %s as it is', (_, text) => {
    const ics = auditIcs({ ...calendar, name: text, owners: { [tasks[0]!.id]: text } }, tasks.slice(0, 1), stamp);
    const { events } = readIcs(ics);
    const plain = text.replace(/\r\n/g, '\n');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      summary: `${plain}: ${tasks[0]!.title}`,
      description: `${tasks[0]!.how}\nOwner: ${plain}`,
    });
    // RFC 5545, 3.1: CRLF alone ends a line, and a line has at most 75 octets.
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(ics.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  });
});
