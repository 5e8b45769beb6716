import type { ReviewState, Vote } from './state';
import { standingVotes } from './state';

/** What takes a decision back. */
export interface Withdrawal {
  type: 'attestation-withdrawn' | 'waiver-withdrawn';
  /** The event that began what is taken back. */
  seq: number;
}

/** The saying of a withdrawal, as `review.say` takes it. */
export const sayWithdrawal = ({ type, seq }: Withdrawal, reason: string) =>
  type === 'attestation-withdrawn'
    ? { type, data: { attestation: seq, reason } }
    : { type, data: { waiver: seq, reason } };

/** A decision that stands, and how it is taken back: by an event of its own, as nothing is ever struck from the log. */
export interface UndoableDecision {
  kind: 'attestation' | 'waiver-request' | 'waiver' | 'vote';
  /** The event that decided. */
  seq: number;
  by: string;
  at: string;
  /** Null for a vote. */
  control: string | null;
  host: string | null;
  /** What withdraws it. Null for a vote: its role votes again. */
  withdrawal: Withdrawal | null;
}

/** The last decision that somebody took and that still stands; null when there is none. */
export function lastDecision(state: ReviewState): UndoableDecision | null {
  const attestations = state.attestations
    .filter(({ withdrawn }) => withdrawn === null)
    .map(
      ({ seq, by, at, control, host }): UndoableDecision => ({
        kind: 'attestation',
        seq,
        by,
        at,
        control,
        host,
        withdrawal: { type: 'attestation-withdrawn', seq },
      }),
    );
  // Who takes an approval back takes the waiver back: the log knows no request that was approved and is open again.
  const waivers = state.waivers
    .filter(({ withdrawn }) => withdrawn === null)
    .map(
      ({ approved, control, host, ...requested }): UndoableDecision => ({
        kind: approved ? 'waiver' : 'waiver-request',
        ...said(approved ?? requested),
        control,
        host,
        withdrawal: { type: 'waiver-withdrawn', seq: requested.seq },
      }),
    );
  const votes = standingVotes(state).map(
    (vote): UndoableDecision => ({ kind: 'vote', ...said(vote), control: null, host: null, withdrawal: null }),
  );
  return [...attestations, ...waivers, ...votes].sort((a, b) => b.seq - a.seq)[0] ?? null;
}

const said = ({ seq, by, at }: Pick<Vote, 'seq' | 'by' | 'at'>) => ({ seq, by, at });
