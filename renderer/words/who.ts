export const who = {
  title: 'Who are you?',
  why: 'Everything that is decided carries the name of who decided it. This is asked once; Settings can change it.',
  name: 'Your name',
  save: 'That is me',
  person: { label: 'Name of the person', hint: 'Whose statement this is, also when you type it for them.' },
} as const;
