import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OpenReview } from '../../../state/review';
import { whoAmI } from '../../../state/who';
import { words } from '../../../words';
import classes from './earlier.module.css';
import { SayAgain } from './say-again';
import { useEarlier } from './use-earlier';

/** Says above the walk what the review of the launch before may save: nothing is shown where there is nothing. */
export function EarlierBar({ review }: { review: OpenReview }) {
  const earlier = useEarlier(review);
  const [me, setMe] = useState<string | null>(null);
  if (!earlier || review.readOnly !== null) return null;
  const { offered, otherChecklist } = earlier;
  const close = (): void => {
    setMe(null);
    document.getElementById('content')?.focus();
  };
  if (offered.length === 0 && otherChecklist === 0) return null;
  return (
    <div className={classes.bar}>
      {offered.length > 0 && (
        <>
          <span>{words.earlier.offered(offered.length)}</span>
          <Button size="compact-sm" variant="default" onClick={async () => setMe(await whoAmI())}>
            {words.earlier.look}
          </Button>
        </>
      )}
      {otherChecklist > 0 && <span>{words.earlier.otherChecklist(otherChecklist)}</span>}
      {me !== null && <SayAgain review={review} offered={offered} me={me} onClose={close} />}
    </div>
  );
}
