export const overview = {
  title: (target: string, environment: string) => `${target}, ${environment}`,
  decision: { go: 'GO', 'no-go': 'NO-GO' },
  notChecked: 'Nothing was checked yet',
  run: 'Run the checks',
  again: 'Run the checks again',
  cancel: 'Cancel',
  met: (met: number, applicable: number) => `${met} of ${applicable}`,
  states: { met: 'met', 'not-met': 'not met', 'not-assessed': 'not assessed' },
} as const;
