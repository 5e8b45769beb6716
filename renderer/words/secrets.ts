const list = (keys: readonly string[]): string => keys.join(', ');

export const secrets = {
  title: 'Secrets',
  kept: {
    os: "Kept in this machine's keychain, for this target and environment. Values are never shown.",
    memory: 'Kept in memory until this app is closed. Values are never shown.',
  },
  missing: 'Nothing can be kept on this machine',
  again: 'Look again',
  columns: { key: 'Key', since: 'Kept', actions: 'Actions' },
  notKept: 'not kept',
  since: (at: string) => `since ${at}`,
  generate: (count: number) => (count === 1 ? 'Generate the missing one' : `Generate the missing ${count}`),
  noneMissing: 'Nothing is missing',
  made: (keys: readonly string[]) =>
    keys.length === 0 ? 'Nothing was missing.' : `${list(keys)}: generated, and kept in the keychain.`,
  removed: (key: string) => `${key} was removed from the keychain.`,
  actions: {
    generate: 'Generate',
    generateOne: (key: string) => `Generate ${key}`,
    anew: 'Generate anew',
    anewOne: (key: string) => `Generate ${key} anew`,
    copy: 'Copy',
    copyOne: (key: string) => `Copy ${key}`,
    remove: 'Remove',
    removeOne: (key: string) => `Remove ${key}`,
  },
  anew: {
    title: (key: string) => `Generate ${key} anew?`,
    text: 'The old value is lost: nobody can bring it back. What is installed on a server stays there, and no longer matches until the new value is installed too.',
    yes: 'Replace the old value',
  },
  copied: (key: string, left: number) => `${key} is in the clipboard. It is cleared in ${left} s.`,
  clears: (key: string, seconds: number) =>
    `${key} is cleared from the clipboard ${seconds} seconds after it was copied.`,
  cleared: (key: string) => `${key} is no longer in the clipboard. A clipboard manager may have kept it.`,
  practice: {
    title: 'On the practice host',
    text: 'The host is simulated, and so is its env file: the kept values go into it, and the app there starts again with them. The next run sees it.',
    first: 'Generate what is missing first: the practice host gets all of them at once.',
    install: "Put into the practice host's env file",
    installed: "The kept values are in the simulated host's env file. The next run sees it.",
  },
  reused: 'Used elsewhere?',
  on: (host: string) => ` on ${host}`,
} as const;
