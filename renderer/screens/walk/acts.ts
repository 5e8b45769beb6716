import type { Finding } from '../../../shared/control';
import { controls } from '../../../shared/controls';
import type { ReviewState } from '../../../shared/review/state';
import { askedFor } from './decisions';
import type { Standing } from './standing';

/** What a person can do about a finding. */
export type Act = 'attest' | 'waive' | 'approve' | 'comment' | 'recheck';

const catalogue = new Map(controls.map((control) => [control.id, control]));
/** The control's own texts; undefined for one of another version of the checklist. */
export const controlOf = ({ control }: Pick<Finding, 'control'>) => catalogue.get(control);

export const isWaivable = (finding: Finding): boolean => controlOf(finding)?.waivable !== false;

/** What can be done about it, the foremost first. Main has the last word: the rules of a review are applied there. */
export function actsOn(finding: Finding, standing: Standing, state: ReviewState, at: number): Act[] {
  // What was seen too long ago is seen again, not decided on.
  if (finding.code === 'stale') return ['recheck', 'comment'];
  if (standing === 'manual' || standing === 'attested') return ['attest', 'comment'];
  if (standing === 'fail' || standing === 'error') {
    if (askedFor(finding, state, at)) return ['approve', 'recheck', 'comment'];
    return isWaivable(finding) ? ['recheck', 'waive', 'comment'] : ['recheck', 'comment'];
  }
  return ['comment'];
}

/** What the key of an act does here; null when it can do nothing. A risk that nobody may accept says so in its dialog. */
export function actOfKey(key: 'attest' | 'waive', finding: Finding, possible: readonly Act[]): Act | null {
  if (key === 'waive' && possible.includes('approve')) return 'approve';
  return possible.includes(key) || (key === 'waive' && possible.includes('recheck') && !isWaivable(finding))
    ? key
    : null;
}
