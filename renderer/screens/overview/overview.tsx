import { Button, Group, Stack, Title } from '@mantine/core';
import { itemStatus } from '../../../shared/checklist/launch-items';
import { applyReview, decideReview } from '../../../shared/review/apply';
import { standingVotes } from '../../../shared/review/state';
import { Decision } from '../../parts/decision';
import { attempt } from '../../state/notices';
import { useReview } from '../../state/review';
import { words } from '../../words';
import { Items } from './items';
import { Progress } from './progress';

/** The wall picture: who is go, what holds us back, in one look. */
export default function Overview() {
  const review = useReview(({ review }) => review)!;
  const { run: runChecks, cancel } = useReview.getState();
  const { state, run, progress } = review;
  const running = progress?.state === 'running';
  const decided = run && decideReview(run, state, Date.now());
  return (
    <Stack p="lg" gap="lg">
      <Group justify="space-between" align="flex-start">
        <Stack gap={4}>
          <Title order={1} size="h2">
            {words.overview.title(state.target.name, state.target.environment)}
          </Title>
          {decided ? (
            <Decision decision={decided.decision} detail={words.reviews.holding(decided.holding.length)} />
          ) : (
            words.overview.notChecked
          )}
        </Stack>
        {running ? (
          <Button variant="default" onClick={() => attempt(() => cancel())}>
            {words.overview.cancel}
          </Button>
        ) : (
          <Button onClick={() => attempt(() => runChecks())} disabled={review.readOnly !== null}>
            {run ? words.overview.again : words.overview.run}
          </Button>
        )}
      </Group>
      {progress && progress.state !== 'ended' && <Progress progress={progress} />}
      {run && <Items items={itemsOf(review)} />}
    </Stack>
  );
}

type Open = NonNullable<ReturnType<typeof useReview.getState>['review']>;
function itemsOf({ state, run }: Open) {
  const { findings, isAttested } = applyReview(run!, state, Date.now());
  const votes = standingVotes(state);
  const everyRoleSaidGo =
    votes.length === state.target.review.roles.length ? votes.every(({ vote }) => vote === 'go') : undefined;
  return itemStatus(findings, { manualHolds: true, isAttested, everyRoleSaidGo });
}
