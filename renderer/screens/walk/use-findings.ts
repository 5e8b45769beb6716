import { useMemo } from 'react';
import { isBeneath, itemStatus, type LaunchItemStatus, launchItems } from '../../../shared/checklist/launch-items';
import type { Finding } from '../../../shared/control';
import { type AppliedFindings, applyReview } from '../../../shared/review/apply';
import type { Run } from '../../../shared/review/run';
import { everyRoleSaidGo, type ReviewState } from '../../../shared/review/state';
import { useNow } from '../../state/now';

export interface WalkItem extends LaunchItemStatus {
  beneath: readonly Finding[];
}
export interface WalkFindings {
  applied: AppliedFindings;
  items: readonly WalkItem[];
  /** The instant that expiries are judged at. */
  now: number;
}

/** The last run as it counts now, by launch item. The last item stands on all the others, so everything is beneath it. */
export function useFindings(run: Run, state: ReviewState): WalkFindings {
  const now = useNow();
  return useMemo(() => {
    // A decision may be younger than the last tick.
    const at = Math.max(now, Date.parse(state.last.at));
    const applied = applyReview(run, state, at);
    const { findings, isAttested } = applied;
    const items = itemStatus(findings, { manualHolds: true, isAttested, everyRoleSaidGo: everyRoleSaidGo(state) }).map(
      (status) => {
        const item = launchItems.find(({ number }) => number === status.number)!;
        const beneath =
          item.controls.length === 0 ? findings : findings.filter(({ control }) => isBeneath(item, control));
        return { ...status, beneath };
      },
    );
    return { applied, items, now: at };
  }, [run, state, now]);
}
