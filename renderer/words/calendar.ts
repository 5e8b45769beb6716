const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const calendar = {
  title: 'Audit calendar',
  text: 'What is looked at again after a launch, each month, quarter and year.',
  calendars: 'Calendars',
  none: 'No launch has a calendar on this machine yet.',
  back: 'All calendars',
  start: {
    open: 'Start a calendar…',
    title: 'Start a calendar',
    name: 'What was launched',
    launchedOn: 'Launched on',
    launchedOnHint: 'Months, quarters and years are counted from this day.',
    review: 'The review of this launch, if there is one',
    reviewChoice: (target: string, opened: string) => `${target}, opened ${opened}`,
    submit: 'Start the calendar',
  },
  problem: (why: string) => `This calendar can only be read: ${why}.`,
  launched: (day: string) => `Launched on ${day}.`,
  review: (target: string) => `Review of ${target}`,
  reviewGone: 'Its review is not on this machine.',
  next: (task: string, day: string, due: string) => `Next: ${task}, ${day}, ${due}.`,
  overdue: (count: number) =>
    count === 0 ? 'Nothing is overdue.' : count === 1 ? '1 task is overdue.' : `${count} tasks are overdue.`,
  due: (days: number) =>
    days < 0
      ? `overdue by ${plural(-days, 'day', 'days')}`
      : days === 0
        ? 'due today'
        : `due in ${plural(days, 'day', 'days')}`,
  dueOn: (due: string, day: string) => `${due.charAt(0).toUpperCase()}${due.slice(1)}: ${day}`,
  every: { month: 'Each month', quarter: 'Each quarter', year: 'Each year' },
  ownedBy: (owner: string | null) => (owner === null ? 'Nobody owns it yet.' : `Owner: ${owner}.`),
  lastDone: (day: string, by: string) => `Last done on ${day}, by ${by}.`,
  neverDone: 'Not done yet.',
  done: 'Done…',
  doneOne: (task: string) => `Done: ${task}`,
  owner: 'Owner…',
  ownerOne: (task: string) => `Owner of: ${task}`,
  export: 'Export .ics…',
  exported: (path: string) => `${path} was written. Open it in your calendar: importing it anew replaces these tasks.`,
  end: 'End the calendar…',
  endedBy: (by: string, when: string) => `Ended by ${by}, ${when}.`,
  history: {
    title: 'What was done',
    none: 'Nothing yet.',
    entry: (task: string, day: string) => `${task}, ${day}`,
    by: (by: string, when: string) => `Said by ${by}, ${when}`,
    withdraw: 'Take back…',
    withdrawOne: (entry: string) => `Take back: ${entry}`,
    withdrawn: (by: string, when: string) => `Taken back by ${by}, ${when}:`,
  },
  dialogs: {
    done: { on: 'On which day', note: 'What came out, if there is something to say', submit: 'It was done' },
    owned: { owner: 'Who sees to it', submit: 'Save' },
    withdrawn: { label: 'Why it does not count', submit: 'Take it back' },
    ended: { title: 'End the calendar', label: 'Why nothing is due any more', submit: 'End the calendar' },
  },
} as const;
