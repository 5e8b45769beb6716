export const record = {
  title: 'Record',
  notFrozen: 'The record is made of a frozen review: let every role vote first, and freeze it.',
  toPoll: 'To the poll',
  sign: {
    title: 'Sign and export',
    passphrase: 'Passphrase of the signing key',
    button: 'Sign and export…',
    text: 'You are asked once more before anything is signed, in a question that no page can answer. The record is a folder; give it a name that ends in .gonogo, and it is one file.',
  },
  exported: {
    title: 'The signed record',
    show: 'Show it in its folder',
    openssl: 'Verify it without this app, in that folder:',
    unpack: 'Verify it without this app: it is a zip file; unpack it, and in its folder:',
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
