export const identity = {
  title: 'Who signs',
  none: 'There is no signing identity on this machine yet.',
  practice: 'In a practice review the key lives in memory and ends with the app.',
  proves:
    'A signature proves that somebody who held this key and its passphrase signed. Compare the fingerprint through another channel.',
  name: 'Name',
  email: 'E-mail address',
  passphrase: 'Passphrase, at least 12 characters',
  create: 'Make the identity',
  fingerprint: 'Certificate SHA-256',
  until: (day: string) => `valid until ${day}`,
} as const;
