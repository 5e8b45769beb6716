import type { RunbookStep } from '../../shared/checklist/incident-runbook';

const phases: Record<RunbookStep['phase'] | 'other', string> = {
  containment: 'Containment',
  analysis: 'Analysis',
  notification: 'Notification',
  eradication: 'Eradication and recovery',
  other: 'Steps of an earlier runbook',
};
const roles: Record<RunbookStep['who'], string> = {
  'incident lead': 'Incident lead',
  operations: 'Operations',
  developer: 'Developer',
  'data protection': 'Data protection',
  communication: 'Communication',
};

const twoDigits = (count: number): string => String(count).padStart(2, '0');
const minutesOf = (ms: number): [hours: number, minutes: number] => [
  Math.floor(ms / 3_600_000),
  Math.floor(ms / 60_000) % 60,
];

export const runbook = {
  title: 'Incident runbook',
  incidents: 'Incidents',
  none: 'No incident was written down on this machine. When one begins, start it here: the clock, the steps and the log go with it.',
  open: 'Open.',
  closedBy: (by: string, when: string) => `Closed by ${by}, ${when}.`,
  problem: (why: string) => `This incident can only be read: ${why}.`,
  back: 'All incidents',
  start: {
    open: 'Start an incident…',
    title: 'Start an incident',
    name: 'What happened, in a few words',
    nameHint: 'For example: odd sign-ins to the administration',
    awareAt: 'Aware since',
    awareAtHint: 'When the team became aware of it. The 72 hours for the notice count from then.',
    submit: 'Start the incident',
  },
  plan: {
    title: 'The plan',
    text: 'What to do when somebody got in. Read it before it is needed: starting an incident copies these steps into its log.',
  },
  phases,
  roles,
  step: (number: number, title: string) => `${number}. ${title}`,
  stepsDone: (done: number, all: number) => `${done} of ${all} steps checked off`,
  notChecked: 'Not checked off',
  checkedBy: (by: string, when: string) => `Checked off by ${by}, ${when}`,
  nobody: 'nobody named yet',
  check: 'Check off…',
  checkOne: (step: string) => `Check off: ${step}`,
  uncheck: 'Take back…',
  uncheckOne: (step: string) => `Take back the check-off: ${step}`,
  assign: 'Assign…',
  assignOne: (step: string) => `Assign: ${step}`,
  close: 'Close the incident…',
  reopen: 'Reopen the incident…',
  by: (by: string, when: string) => `${by}, ${when}:`,
  /** Hours go on past a day, because the law counts in them. */
  clock: (ms: number) => {
    const [hours, minutes] = minutesOf(ms);
    return `${hours} h ${twoDigits(minutes)} min ${twoDigits(Math.floor(ms / 1000) % 60)} s`;
  },
  hoursAndMinutes: (ms: number) => {
    const [hours, minutes] = minutesOf(ms);
    return `${hours} h ${twoDigits(minutes)} min`;
  },
  aware: { title: 'Time since awareness', since: (when: string) => `Aware since ${when}` },
  notice: {
    title: 'Notice to the authority',
    until: (when: string, hours: number) =>
      `Due ${when}: ${hours} hours after becoming aware, when personal data may be touched (GDPR Art. 33)`,
    states: {
      runs: (time: string) => `${time} left`,
      overdue: (time: string) => `Overdue by ${time}`,
      given: (time: string) => `Given, ${time} before the deadline`,
      'given-late': (time: string) => `Given, ${time} after the deadline`,
      'not-owed': 'Not owed',
    },
    given: 'Notice given…',
    notOwed: 'No notice owed…',
    reopen: 'Reopen the notice…',
  },
  dialogs: {
    checked: { label: 'Note, if there is something to say', submit: 'Check off' },
    unchecked: { label: 'Why it is not done after all', submit: 'Take the check-off back' },
    assigned: {
      owner: 'Who does it',
      contact: 'How they are reached',
      contactHint: 'A telephone number, a chat, an address that works without our own systems',
      wholeRole: (count: number, role: string) => `For all ${count} steps of the role ${role}`,
      submit: 'Save',
    },
    noted: { title: 'Add a note', label: 'What was seen, said or decided', submit: 'Add the note' },
    'notice-given': {
      title: 'The notice was given',
      label: 'To which authority, how, and under which reference',
      submit: 'Write it down',
    },
    'notice-not-owed': {
      title: 'No notice is owed',
      label: 'Why a risk to people is unlikely (GDPR Art. 33(1))',
      submit: 'Write it down',
    },
    'notice-reopened': { title: 'Reopen the notice', label: 'Why', submit: 'Reopen the notice' },
    ended: {
      title: 'Close the incident',
      label: 'What happened, and what was learnt',
      submit: 'Close the incident',
      stepsOpen: (count: number) =>
        count === 1 ? '1 step is not checked off.' : `${count} steps are not checked off.`,
      noticeOpen: 'The notice to the authority is not settled.',
    },
    reopened: { title: 'Reopen the incident', label: 'Why', submit: 'Reopen the incident' },
  },
  log: {
    title: 'Log',
    note: 'Add a note…',
    step: (number: number, title: string) => `step ${number}, ${title}`,
    entries: {
      opened: (aware: string) => `started the incident, aware since ${aware}`,
      assigned: (step: string) => `assigned ${step}`,
      checked: (step: string) => `checked off ${step}`,
      unchecked: (step: string) => `took back the check-off of ${step}`,
      noted: 'noted',
      given: 'gave the notice to the authority',
      'not-owed': 'decided that no notice to the authority is owed',
      'notice-reopened': 'reopened the notice to the authority',
      ended: 'closed the incident',
      reopened: 'reopened the incident',
    },
  },
} as const;
