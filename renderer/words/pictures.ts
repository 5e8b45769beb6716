export const pictures = {
  unseen: (why: string) => `There is no picture: ${why}.`,
  ports: {
    title: (host: string) => `Ports of ${host}`,
    ofHost: 'Ports of the host',
    columns: {
      port: 'Port',
      process: 'Process',
      strangers: 'Strangers',
      flow: 'Net → firewall → host',
      bound: 'Bound to',
      by: 'Let in or kept out by',
      reached: 'From here',
    },
    says: { open: 'get in', 'kept-out': 'are kept out', unknown: 'not known', private: 'cannot get there' },
    notMeant: 'not meant to',
    flow: {
      open: 'A stranger gets through the firewall to the socket',
      'kept-out': 'The firewall stops a stranger before the socket',
      unknown: 'It is not known whether the firewall stops a stranger',
      private: 'The socket hears only the host itself or an inner network',
    },
    by: {
      open: (rule: string) => rule,
      'kept-out': (rule: string) => rule,
      unknown: (what: string) => `not evaluated: ${what.replace(/^not evaluated: /, '')}`,
      private: (rule: string) => rule,
    },
    reached: { open: 'answers', refused: 'refuses', filtered: 'no answer', 'not-tried': 'not tried' },
    notNamed: 'not named',
    notHere: 'nothing on the host itself',
    none: 'Nothing listens on this host.',
    more: (count: number) => `${count} more ports listen; those that strangers reach come first.`,
    all: 'A stranger is any public address that opens a new connection. "From here" is tried with active probes only.',
  },
  certificate: {
    title: 'Certificates over time',
    states: {
      valid: (days: number) => `${days} days left`,
      soon: (days: number) => (days === 1 ? 'only 1 day left' : `only ${days} days left`),
      expired: (days: number) => (days === -1 ? 'expired within the last day' : `expired ${-days} days ago`),
      'not-yet': () => 'not valid yet',
    },
    issuedBy: (issuer: string) => `issued by ${issuer}`,
    describe: (from: string, until: string) =>
      `Valid from ${from} until ${until}. The dark end is where a renewal is late: the last 14 days, or the last third of one made for at most 10 days.`,
    from: (day: string) => `from ${day}`,
    until: (day: string) => `until ${day}`,
    today: 'now',
  },
  tls: {
    title: 'TLS as this site offers it',
    columns: { version: 'Version', answer: 'Offered to the site', suites: 'Cipher suites that it takes' },
    says: (state: 'accepted' | 'refused' | 'unclear', right: boolean) =>
      state === 'unclear' ? 'no clear answer' : right ? state : `${state}, and should not be`,
    worth: { strong: 'strong', weak: 'weak', broken: 'broken' },
    more: 'The list was not read to its end: there may be more.',
  },
} as const;
