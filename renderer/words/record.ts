export const record = {
  title: 'Record',
  notFrozen: 'The record is made of a frozen review: let every role vote first, and freeze it.',
  toPoll: 'To the poll',
  sign: {
    title: 'Sign and export',
    passphrase: 'Passphrase of the signing key',
    button: 'Sign and export…',
    text: 'You are asked once more before anything is signed, in a question that no page can answer.',
  },
  exported: {
    title: 'The signed record',
    show: 'Show the folder',
    openssl: 'Verify it without this app, in that folder:',
  },
  verified: {
    authentic: 'Authentic',
    right: 'Right when signed',
    inForce: 'Still in force',
    yes: 'yes',
    no: 'no',
    notJudged: 'not judged again: made with another checklist',
    differs: (count: number) => `no, ${count} findings differ`,
    expired: (count: number) => `${count} expired since`,
    by: 'Signed by',
    trust: { trusted: 'trusted', untrusted: 'not trusted', none: 'not compared with anyone you know' },
  },
} as const;
