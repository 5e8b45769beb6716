import type { Area, CallName, Signals } from './ipc';

/**
 * The names of the contract (ipc.ts) without its schemas: the bridge needs no more, and main listens before the rest is loaded.
 * Written as records, so that the compiler finds one that is missing.
 */
export const callNames: { [A in Area]: Record<CallName<A>, true> } = {
  app: { about: true, openReference: true, openDataFolder: true, copy: true },
  settings: { read: true, write: true },
  target: {
    parse: true,
    check: true,
    draft: true,
    keepDraft: true,
    plan: true,
    aliases: true,
    testConnection: true,
    cancelTest: true,
  },
  reviews: { list: true, create: true, practise: true, duplicate: true, archive: true },
  review: {
    open: true,
    close: true,
    read: true,
    say: true,
    addEvidence: true,
    earlierStatements: true,
    sayAgain: true,
    run: true,
    cancelRun: true,
  },
  prompt: { answer: true },
  practice: { faults: true, repair: true },
  secrets: { keychain: true, list: true, generate: true, copy: true, remove: true, installInPractice: true },
  identity: { read: true, create: true, trusted: true, trust: true, distrust: true },
  record: {
    export: true,
    pick: true,
    takeHanded: true,
    takeDropped: true,
    verify: true,
    compare: true,
    trustSigner: true,
    show: true,
  },
  incidents: { list: true, start: true, say: true },
  calendars: { list: true, start: true, say: true, exportIcs: true },
};

export const signalNames: Record<keyof Signals, true> = {
  progress: true,
  connectionTest: true,
  recorded: true,
  ask: true,
  handed: true,
  command: true,
};
