import type { Area, CallName, Signals, Takes } from './ipc';

/**
 * The contract (ipc.ts) without its schemas: the names, and what takes an input. The bridge needs no more, and main listens and
 * answers what takes none before the schemas are loaded. Written as records, so that the compiler finds one that is missing.
 */
export const callNames: { [A in Area]: { [C in CallName<A>]: Takes<A, C> } } = {
  app: { about: 'nothing', openReference: 'input', openDataFolder: 'nothing', copy: 'input' },
  settings: { read: 'nothing', write: 'input' },
  target: {
    parse: 'input',
    check: 'input',
    draft: 'nothing',
    keepDraft: 'input',
    plan: 'input',
    aliases: 'nothing',
    testConnection: 'input',
    cancelTest: 'nothing',
  },
  reviews: { list: 'nothing', create: 'input', practise: 'input', duplicate: 'input', archive: 'input' },
  review: {
    open: 'input',
    close: 'input',
    read: 'input',
    say: 'input',
    addEvidence: 'input',
    earlierStatements: 'input',
    sayAgain: 'input',
    run: 'input',
    cancelRun: 'input',
  },
  prompt: { answer: 'input' },
  practice: { faults: 'input', repair: 'input' },
  secrets: {
    keychain: 'nothing',
    list: 'input',
    generate: 'input',
    copy: 'input',
    remove: 'input',
    installInPractice: 'input',
  },
  identity: { read: 'input', create: 'input', trusted: 'nothing', trust: 'input', distrust: 'input' },
  record: {
    export: 'input',
    pick: 'input',
    takeHanded: 'nothing',
    takeDropped: 'nothing',
    verify: 'input',
    compare: 'input',
    trustSigner: 'input',
    show: 'input',
  },
  incidents: { list: 'nothing', start: 'input', say: 'input' },
  calendars: { list: 'nothing', start: 'input', say: 'input', exportIcs: 'input' },
};

export const signalNames: Record<keyof Signals, true> = {
  progress: true,
  connectionTest: true,
  recorded: true,
  ask: true,
  handed: true,
  command: true,
};
