import type { DiffResult, FindingChange } from '../../shared/record/diff';

type Change = FindingChange['change'];

const change: Record<Change, string> = {
  worse: 'Got worse',
  'no longer waived': 'No longer waived',
  new: 'New',
  other: 'Seen otherwise',
  gone: 'No longer there',
  waived: 'Now waived',
  better: 'Got better',
};
const counted: Record<Change, (count: number) => string> = {
  worse: (count) => `${count} got worse`,
  'no longer waived': (count) => `${count} no longer waived`,
  new: (count) => `${count} new`,
  other: (count) => `${count} seen otherwise`,
  gone: (count) => `${count} no longer there`,
  waived: (count) => `${count} now waived`,
  better: (count) => `${count} got better`,
};
const what: Record<DiffResult['changes'][number]['what'], string> = {
  target: 'Target',
  decision: 'Decision',
  checklist: 'Checklist',
  release: 'Release',
  signers: 'Signers',
};

export const verify = {
  title: 'Verify a record',
  text: 'Drop a record here, its folder or its .gonogo file, or choose it. Nothing in it is run, changed or taken over.',
  folder: 'Choose a folder…',
  file: 'Choose a .gonogo file…',
  notYours: 'A record is shown as it was handed over. It is not a review of this machine.',
  trust: (name: string) => `Trust ${name} as a signer…`,
  trusted: (name: string) => `${name} is trusted as a signer from now on. Settings can change it.`,
  compare: {
    title: 'Compare two records',
    sides: { earlier: 'Earlier', later: 'Later' },
    folder: 'Folder…',
    file: '.gonogo file…',
    noneChosen: 'none chosen',
    button: 'Compare',
    changed: 'What changed',
    which: (before: string, after: string) => `From ${before} to ${after}.`,
    notVerified: 'A comparison says nothing of whether either record is authentic: verify each.',
    same: 'Nothing changed.',
    columns: { what: 'What', before: 'Earlier', after: 'Later' },
    findingColumns: { control: 'Control', change: 'Change', before: 'Earlier', after: 'Later' },
    what,
    change,
    counted,
    none: 'none',
    waived: 'waived',
    onHost: (host: string) => `on ${host}`,
  },
} as const;
