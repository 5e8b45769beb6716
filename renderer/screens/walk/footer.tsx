import { Button, Kbd, Text } from '@mantine/core';
import { namesIn } from '../../parts/names-in';
import { attempt } from '../../state/notices';
import { type OpenReview, useReview } from '../../state/review';
import { words } from '../../words';
import classes from './footer.module.css';
import { type KeyAct, keys } from './keys';
import { useTimeSpent } from './time-spent';

/** Keys that belong together share one word; the first of them is what a click does. */
const hints = {
  findings: ['nextFinding', 'previousFinding'],
  items: ['nextItem', 'previousItem'],
  nextHolding: ['nextHolding'],
  attest: ['attest'],
  waive: ['waive'],
  comment: ['comment'],
  recheck: ['recheck'],
  undo: ['undo'],
  help: ['help'],
} as const satisfies Record<string, readonly KeyAct[]>;
export type Hint = keyof typeof hints;

/** The keys at a glance, what was just done, the checks while they run, who is in the room and for how long. */
export function Footer({
  review,
  now,
  message,
  onKey,
}: {
  review: OpenReview;
  now: number;
  message: string;
  onKey: (act: KeyAct) => void;
}) {
  const minutes = useTimeSpent(review.id, now);
  const names = namesIn(review.events);
  return (
    <footer className={classes.footer}>
      <ul className={classes.hints} aria-label={words.walk.hints}>
        {Object.entries(hints).map(([hint, acts]) => (
          <li key={hint}>
            <button type="button" className={classes.hint} onClick={() => onKey(acts[0])} tabIndex={-1}>
              {acts.map((act) => (
                <Kbd key={act} size="xs">
                  {keys[act][0]}
                </Kbd>
              ))}{' '}
              {words.walk.hint[hint as Hint]}
            </button>
          </li>
        ))}
      </ul>
      <div className={classes.status}>
        <span role="status">{message}</span>
        <Checking review={review} />
        <Text size="xs" c="dimmed" className={classes.room} title={words.walk.room(names.join(', '))}>
          {names.join(', ')}
        </Text>
        <Text size="xs" c="dimmed" className={classes.spent} title={words.walk.spentLabel}>
          {words.walk.spent(minutes)}
        </Text>
      </div>
    </footer>
  );
}

/** How far the checks are. Hosts one by one are the overview's. */
function Checking({ review: { progress } }: { review: OpenReview }) {
  const parts = [...(progress?.hosts ?? []), ...(progress?.site ? [progress.site] : [])];
  const sum = (of: 'planned' | 'ended'): number => parts.reduce((total, part) => total + part[of], 0);
  return (
    <div role="status" className={classes.checking}>
      {progress?.state === 'running' && (
        <>
          {words.walk.checking(sum('ended'), sum('planned'))}
          <Button size="compact-xs" variant="default" onClick={() => attempt(() => useReview.getState().cancel())}>
            {words.walk.cancel}
          </Button>
        </>
      )}
      {progress?.error && words.walk.checkFailed(progress.error)}
    </div>
  );
}
