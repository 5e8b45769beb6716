import type { UndoableDecision } from '../../shared/review/undo';

const kinds: Record<UndoableDecision['kind'], string> = {
  attestation: 'The attestation',
  'waiver-request': 'The request for a waiver',
  waiver: 'The waiver, with its approval,',
  vote: 'The vote',
};

export const undo = {
  title: 'Undo the last decision',
  what: ({ kind, control, host, by }: UndoableDecision, when: string) =>
    `${kinds[kind]}${control ? ` of ${control}` : ''}${host ? ` on ${host}` : ''} by ${by}, ${when}.`,
  how: 'It is withdrawn in your name with the reason “undone”. The log keeps both, and votes given before become void.',
  vote: 'A vote is changed by voting again: the role says go or no-go anew in the poll.',
  nothing: 'Nothing that was decided in this review still stands: there is nothing to undo.',
  reason: 'undone',
  yes: 'Undo it',
  done: (control: string) => `Undone: ${control} is open again.`,
} as const;
