import { useEffect, useState } from 'react';
import { lastFrozen } from '../../../shared/review/last-frozen';
import type { Run } from '../../../shared/review/run';
import { accepted } from '../../bridge';
import { dateTime } from '../../parts/dates';
import { attempt } from '../../state/notices';
import type { OpenReview } from '../../state/review';

interface Launched {
  /** As a person reads it. */
  at: string;
  run: Run;
}

/** The last run of the newest other review of this target that was frozen for signing. Null: none, or not read yet. */
export function useLastFrozen({ id, state }: OpenReview): Launched | null {
  const [found, setFound] = useState<Launched | null>(null);
  const { name, environment } = state.target;
  useEffect(() => {
    let stale = false;
    void attempt(async () => {
      const other = lastFrozen(await accepted(window.gonogo.reviews.list()), { id, target: name, environment });
      if (!other) return;
      const { runs, events } = await accepted(window.gonogo.review.read({ review: other.id }));
      const run = events.flatMap((event) => (event.type === 'run-recorded' ? (runs[event.data.run] ?? []) : [])).at(-1);
      if (run && !stale) setFound({ at: dateTime(other.lastAt), run });
    });
    return () => {
      stale = true;
    };
  }, [id, name, environment]);
  return found;
}
