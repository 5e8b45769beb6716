import { Group, Title } from '@mantine/core';
import type { Run } from '../../../shared/review/run';
import { type OpenReview, useReview } from '../../state/review';
import { words } from '../../words';
import { Changes } from './changes';
import { Failures } from './failures';
import { Headline } from './headline';
import { Holding } from './holding';
import { Items } from './items';
import classes from './overview.module.css';
import { Pictures } from './pictures';
import { Progress } from './progress';
import { Repairs } from './repairs';
import { RunControls } from './run-controls';

/** The wall picture: may it launch, what holds it back, what changed, and what it looks like from outside. */
export default function Overview() {
  const review = useReview(({ review }) => review)!;
  const { state, run, progress, practice } = review;
  const running = progress?.state === 'running';
  const checked = run && { ...review, run };
  return (
    <div className={classes.overview}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {words.overview.title(state.target.name, state.target.environment)}
        </Title>
        <RunControls review={review} />
      </Group>
      <Headline review={review} />
      {running && <Progress progress={progress} />}
      {checked && <Items review={checked} />}
      {!running && <Failures review={review} />}
      <Details review={review} checked={checked} practising={practice?.running === true} />
      {checked && <Pictures review={checked} />}
    </div>
  );
}

interface DetailsProps {
  review: OpenReview;
  checked: (OpenReview & { run: Run }) | null;
  practising: boolean;
}
function Details({ review, checked, practising }: DetailsProps) {
  return (
    <div className={classes.columns}>
      <div className={classes.column}>{checked && <Holding review={checked} />}</div>
      <div className={classes.column}>
        {checked && <Changes review={checked} />}
        {practising && <Repairs review={review.id} />}
      </div>
    </div>
  );
}
