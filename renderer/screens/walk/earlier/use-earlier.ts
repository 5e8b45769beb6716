import { useEffect, useState } from 'react';
import type { CarryOver } from '../../../../shared/review/carry-over';
import { accepted } from '../../../bridge';
import { attempt } from '../../../state/notices';
import type { OpenReview } from '../../../state/review';

/** What could be said again; asked anew when a run or an attestation changes it. Null where no review came before. */
export function useEarlier({ id, follows, state: { runs, attestations, frozen } }: OpenReview): CarryOver | null {
  const [earlier, setEarlier] = useState<CarryOver | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: main's answer rests on them
  useEffect(() => {
    if (follows === null) return;
    let current = true;
    void attempt(async () => {
      const answer = await accepted(window.gonogo.review.earlierStatements({ review: id }));
      if (current) setEarlier(answer);
    });
    return () => {
      current = false;
    };
  }, [id, follows, runs, attestations, frozen]);
  return earlier;
}
