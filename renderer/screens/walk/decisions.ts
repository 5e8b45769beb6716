import type { Finding } from '../../../shared/control';
import { waives } from '../../../shared/review/apply';
import type { ReviewEvent } from '../../../shared/review/events';
import { isExpired } from '../../../shared/review/expiry';
import type { Attestation, ReviewState, Waiver } from '../../../shared/review/state';

/** What was decided about a finding and was not taken back, and what has become of it. */
export type DecisionOn =
  | { kind: 'attestation'; said: Attestation; state: 'in-force' | 'expired' | 'not-needed' }
  | { kind: 'waiver'; said: Waiver; state: 'in-force' | 'expired' | 'asked-for' | 'other-outcome' };

const isAbout = (said: { control: string; host: string | null }, { control, host }: Finding): boolean =>
  said.control === control && (said.host === null || said.host === host);

export function decisionsOn(finding: Finding, state: ReviewState, at: number): DecisionOn[] {
  const stands = (said: Attestation | Waiver): boolean => said.withdrawn === null && isAbout(said, finding);
  return [
    ...state.attestations.filter(stands).map((said): DecisionOn => {
      const needed = finding.status === 'manual' && said.outOfScope === (finding.code === 'out-of-scope');
      const standing = isExpired(said.expires, at) ? 'expired' : needed ? 'in-force' : 'not-needed';
      return { kind: 'attestation', said, state: standing };
    }),
    ...state.waivers.filter(stands).map((said): DecisionOn => {
      const fits = waives(said, finding) ? (said.approved ? 'in-force' : 'asked-for') : 'other-outcome';
      return { kind: 'waiver', said, state: isExpired(said.expires, at) ? 'expired' : fits };
    }),
  ];
}

/** The waiver that somebody asked for and nobody approved yet. */
export const askedFor = (finding: Finding, state: ReviewState, at: number): Waiver | null =>
  decisionsOn(finding, state, at).flatMap((decision) =>
    decision.kind === 'waiver' && decision.state === 'asked-for' ? [decision.said] : [],
  )[0] ?? null;

/** What was said of this finding from the beginning of the review, also what was taken back. */
export function logOf(finding: Finding, events: readonly ReviewEvent[]): ReviewEvent[] {
  const about = new Set<number>();
  return events.filter((event) => {
    const answers = repliesTo(event);
    const belongs =
      answers === null
        ? 'control' in event.data && event.data.control !== null && isAbout(sayingOf(event), finding)
        : about.has(answers);
    if (belongs) about.add(event.seq);
    return belongs;
  });
}

/** The event that this one approves or withdraws. */
function repliesTo({ type, data }: ReviewEvent): number | null {
  if (type === 'attestation-withdrawn') return data.attestation;
  return type === 'waiver-approved' || type === 'waiver-withdrawn' ? data.waiver : null;
}

const sayingOf = ({ data }: ReviewEvent): { control: string; host: string | null } =>
  data as { control: string; host: string | null };
