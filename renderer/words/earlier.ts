const statements = (count: number): string => (count === 1 ? '1 statement' : `${count} statements`);

/** What people stated in the review of the launch before. */
export const earlier = {
  before: 'What people stated in the review before is offered here after the first run.',
  offered: (count: number) => `${statements(count)} of the review before may still hold.`,
  otherChecklist: (count: number) =>
    `${statements(count)} of the review before ${count === 1 ? 'was' : 'were'} made on another version of the checklist, and cannot be made again from here.`,
  look: 'Look at them…',
  title: 'Stated in the review before',
  how: 'Tick what still holds. Each is stated anew, now, by the person below, with the same evidence and the same day of expiry. What is not ticked stays open.',
  person: 'Who states it now',
  all: (count: number) => `State ${statements(count)} again`,
  said: (count: number) => `${statements(count)} made again.`,
  holds: (title: string) => `Still holds: ${title}`,
  leftOut: (title: string) => `May still be left out: ${title}`,
} as const;
