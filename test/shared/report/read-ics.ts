import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { debianPython } from '../../support/needs';

export const readIcsNeeds = ['python3:icalendar', 'python3:dateutil'];

interface ReadEvent {
  uid: string;
  stamp: string;
  start: string;
  summary: string;
  description: string;
  times: string[];
  errors: string[];
}

/** What Python's icalendar and dateutil read in an iCalendar file. */
export const readIcs = (ics: string): { version: string; events: ReadEvent[] } =>
  JSON.parse(execFileSync(debianPython, [join(import.meta.dirname, 'read-ics.py')], { input: ics }).toString());
