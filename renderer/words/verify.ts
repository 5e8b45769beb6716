export const verify = {
  title: 'Verify a record',
  text: 'Drop the folder of a record here, or choose it. Nothing in it is run, changed or taken over.',
  pick: 'Choose a folder…',
  notYours: 'A record is shown as it was handed over. It is not a review of this machine.',
} as const;
