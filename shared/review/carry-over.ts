import type { Finding } from '../control';
import { applyReview, covers } from './apply';
import type { Evidence, ReviewEvent } from './events';
import { isExpired } from './expiry';
import type { Run, Runs } from './run';
import type { Attestation, ReviewState } from './state';

/**
 * What people attested in an earlier review, to be looked at in the one that follows it: a person who finds that it still
 * holds says it again, today, under their own name. Nothing else is carried over: no waiver, no vote, no remark.
 */

export interface EarlierStatement {
  /** The event of the earlier review. */
  attestation: number;
  control: string;
  host: string | null;
  /** The control's, in the run that asks for it now. */
  title: string;
  statement: string;
  evidence: Evidence[];
  /** As it was said: saying it again does not make it last longer. */
  expires: string | null;
  /** It says why the control may be left out, not that it is met. */
  outOfScope: boolean;
  by: string;
  at: string;
}

export interface CarryOver {
  offered: EarlierStatement[];
  /** How many would be offered, had the checklist not changed since: what they were an answer to may read otherwise now. */
  otherChecklist: number;
}

export interface ReviewSoFar {
  state: ReviewState;
  events: readonly ReviewEvent[];
  runs: Runs;
}

/** Judged at `at` (milliseconds since 1970). Nothing is offered before the first run: only that asks for anything. */
export function carryOver(earlier: ReviewSoFar, { state, runs }: Omit<ReviewSoFar, 'events'>, at: number): CarryOver {
  const run = runs.get(state.runs.at(-1) ?? '');
  if (!run || state.frozen) return { offered: [], otherChecklist: 0 };
  const { isAttested } = applyReview(run, state, at);
  const open = earlier.state.attestations.filter(
    (said) => said.withdrawn === null && !isExpired(said.expires, at) && isAsked(said, run, isAttested),
  );
  const last = open.filter((said, i) => !open.slice(i + 1).some((later) => isOnTheSame(said, later)));
  const offered = last.filter(({ seq }) => checklistAt(earlier, seq) === run.checklist.sha256);
  return {
    offered: offered.map((said) => view(said, run)),
    otherChecklist: last.length - offered.length,
  };
}

/** Whether the run waits for just such a statement, as the rules of a review will take it. */
function isAsked(said: Attestation, run: Run, isAttested: (finding: Finding) => boolean): boolean {
  const manual = manualOf(said, run);
  return manual[0] !== undefined && covers(said, manual[0]) && !manual.every(isAttested);
}

const manualOf = ({ control, host }: Attestation, run: Run): Finding[] =>
  run.findings.filter(
    (finding) => finding.status === 'manual' && finding.control === control && (host === null || finding.host === host),
  );

const isOnTheSame = (one: Attestation, other: Attestation): boolean =>
  one.control === other.control && one.host === other.host;

/** The digest of the checklist whose run the statement was an answer to. */
function checklistAt({ events, runs }: ReviewSoFar, seq: number): string | undefined {
  const recorded = events.slice(0, seq).flatMap((event) => (event.type === 'run-recorded' ? [event.data.run] : []));
  return runs.get(recorded.at(-1) ?? '')?.checklist.sha256;
}

const view = (said: Attestation, run: Run): EarlierStatement => ({
  attestation: said.seq,
  control: said.control,
  host: said.host,
  title: manualOf(said, run)[0]!.title,
  statement: said.statement,
  evidence: said.evidence,
  expires: said.expires,
  outOfScope: said.outOfScope,
  by: said.by,
  at: said.at,
});
