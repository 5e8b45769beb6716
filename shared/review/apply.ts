import type { Finding } from '../control';
import { type Fact, sayReason } from '../fact';
import { isSameJson } from '../record/same-json';
import { isExpired } from './expiry';
import { type Decision, decide } from './gate';
import type { Run } from './run';
import type { Attestation, ReviewState, Waiver } from './state';

/** findings + review at an instant → findings as they count: stale ones reopened, waivers filled in, attestations beside. */

/** What was seen longer ago says little of what is launched tonight. */
export const maxFactAgeHours = 24;

export interface AppliedFindings {
  findings: Finding[];
  /** Whether a `manual` finding has an attestation in force: what the gate asks for. */
  isAttested: (finding: Finding) => boolean;
  /** The attestation in force on a finding, for readers. */
  attestationOf: (finding: Finding) => Attestation | null;
}

/** Judged at `at` (milliseconds since 1970): what has expired by then no longer counts. */
export function applyReview(run: Pick<Run, 'findings' | 'facts'>, state: ReviewState, at: number): AppliedFindings {
  const attestations = state.attestations.filter(
    ({ withdrawn, expires }) => withdrawn === null && !isExpired(expires, at),
  );
  const attestationOf = (finding: Finding): Attestation | null =>
    finding.status === 'manual'
      ? (attestations.filter((attestation) => covers(attestation, finding)).at(-1) ?? null)
      : null;
  const waivers = state.waivers.filter(
    ({ approved, withdrawn, expires }) => approved !== null && withdrawn === null && !isExpired(expires, at),
  );
  const findings = markStale(run, at).map((finding) => {
    const waiver = waivers.filter((candidate) => waives(candidate, finding)).at(-1);
    // Only this review's own waivers count: what a run or a target file says of waivers does not.
    return waiver ? { ...finding, waived: true, waiver: viewOf(waiver) } : { ...finding, waived: false, waiver: null };
  });
  return { findings, attestationOf, isAttested: (finding) => attestationOf(finding) !== null };
}

/** The gate of a review, at an instant. */
export function decideReview(run: Pick<Run, 'findings' | 'facts'>, state: ReviewState, at: number): Decision {
  const { findings, isAttested } = applyReview(run, state, at);
  return decide(findings, { manualHolds: true, isAttested });
}

/** Whether the statement is about this finding, whatever became of either. */
export const covers = (attestation: Attestation, finding: Finding): boolean =>
  attestation.control === finding.control &&
  (attestation.host === null || attestation.host === finding.host) &&
  attestation.outOfScope === (finding.code === 'out-of-scope');

/** Whether the waiver is about this outcome of this finding, whatever became of the waiver. */
export const waives = (waiver: Waiver, finding: Finding): boolean =>
  (finding.status === 'fail' || finding.status === 'error') &&
  waiver.control === finding.control &&
  waiver.host === finding.host &&
  waiver.code === finding.code &&
  isSameJson(waiver.params, finding.params);

const viewOf = ({ by, approved, reason, expires }: Waiver): Finding['waiver'] => ({
  by,
  approvedBy: approved?.by ?? null,
  reason,
  expires,
  from: 'review',
});

/** A finding that rests on a fact older than the limit could not be checked, whatever it said then. */
function markStale({ findings, facts }: Pick<Run, 'findings' | 'facts'>, at: number): Finding[] {
  const stale = facts.filter((fact) => at - Date.parse(fact.at) > maxFactAgeHours * 3_600_000);
  if (stale.length === 0) return [...findings];
  const restsOn = (finding: Finding, fact: Fact): boolean =>
    finding.facts.includes(fact.id) && (fact.host === null || finding.host === null || fact.host === finding.host);
  return findings.map((finding) => {
    if (finding.status === 'manual' || !stale.some((fact) => restsOn(finding, fact))) return finding;
    const params = { hours: maxFactAgeHours };
    return {
      ...finding,
      status: finding.method === 'automatic/attested' ? 'manual' : 'error',
      code: 'stale',
      params,
      observed: sayReason({ code: 'stale', params }),
      notes: [],
    };
  });
}
