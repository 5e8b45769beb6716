import type { OuterScreen, ReviewScreen } from '../state/place';

const screens: Record<OuterScreen | ReviewScreen, string> = {
  reviews: 'Reviews',
  target: 'New review',
  overview: 'Overview',
  walk: 'Walk',
  secrets: 'Secrets',
  poll: 'Poll',
  record: 'Record',
  verify: 'Verify a record',
  runbook: 'Incident runbook',
  calendar: 'Audit calendar',
  settings: 'Settings',
};

export const shell = {
  product: 'Go/No-Go',
  screens,
  thisReview: 'This review',
  navigation: 'Screens',
  skip: 'Skip to the content',
  outOfSupport: 'This runtime gets no security updates any more: install a newer Go/No-Go.',
  practiceOnly:
    'This runtime gets no security updates any more. It serves the practice host only; real targets are refused.',
  readOnly: (why: string) => `This review can only be read: ${why}.`,
  practice: 'Practice: this host and its secrets exist in this app alone, until it is closed.',
  practiceEnded: 'The practice host of this review ended with the app. What was decided stays readable.',
  close: 'Close',
  opening: 'Opening…',
  mishap: {
    title: 'This screen failed',
    text: 'This is a defect of Go/No-Go. What was said before is kept, and the other screens work.',
    again: 'Show it again',
  },
  palette: { label: 'Commands', placeholder: 'What do you want to do?', nothing: 'Nothing is called so' },
  prompt: { answer: 'Answer', cancel: 'Rather not' },
  copy: 'Copy',
  copyCommand: (command: string) => `Copy the command ${command}`,
  copied: 'Copied',
  save: 'Save',
  cancel: 'Cancel',
} as const;
