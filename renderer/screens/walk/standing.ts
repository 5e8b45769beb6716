import type { Finding } from '../../../shared/control';
import type { AppliedFindings } from '../../../shared/review/apply';
import { holds } from '../../../shared/review/gate';

/** Where a finding stands, once what people said of it is counted in. A waived failure is still one. */
export type Standing = Finding['status'] | 'attested' | 'waived';

export const standingOf = (finding: Finding, { isAttested }: AppliedFindings): Standing => {
  if (finding.waived) return 'waived';
  return finding.status === 'manual' && isAttested(finding) ? 'attested' : finding.status;
};

export const holdsLaunch = (finding: Finding, { isAttested }: AppliedFindings): boolean =>
  holds(finding, { manualHolds: true, isAttested });
