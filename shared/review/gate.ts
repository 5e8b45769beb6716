import type { Finding } from '../control';

/** Go or no-go, and why. */

export interface GateOptions {
  /** In a review a control that waits for a person holds the launch; in `check` it is counted and listed. */
  manualHolds: boolean;
  /** Whether a `manual` finding has an attestation that is in force. */
  isAttested?: (finding: Finding) => boolean;
}

/** A finding holds the launch when it is a blocker or major, is not waived, and failed, could not be checked, or waits for a person. */
export function holds(finding: Finding, { manualHolds, isAttested = () => false }: GateOptions): boolean {
  if (finding.severity === 'minor' || finding.waived) return false;
  if (finding.status === 'fail' || finding.status === 'error') return true;
  return manualHolds && finding.status === 'manual' && !isAttested(finding);
}

export interface Decision {
  decision: 'go' | 'no-go';
  holding: Finding[];
  /** Findings of every severity that wait for a person. */
  open: number;
}

export function decide(findings: readonly Finding[], options: GateOptions): Decision {
  const holding = findings.filter((finding) => holds(finding, options));
  const open = findings.filter(({ status }) => status === 'manual').filter((f) => !options.isAttested?.(f)).length;
  return { decision: holding.length === 0 ? 'go' : 'no-go', holding, open };
}
