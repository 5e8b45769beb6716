export const verify = {
  title: 'Verify a record',
  text: 'Drop a record here, its folder or its .gonogo file, or choose it. Nothing in it is run, changed or taken over.',
  folder: 'Choose a folder…',
  file: 'Choose a .gonogo file…',
  notYours: 'A record is shown as it was handed over. It is not a review of this machine.',
} as const;
