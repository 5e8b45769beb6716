import { Button, Stack, Text, Title } from '@mantine/core';
import { attempt } from '../../state/notices';
import { useReview } from '../../state/review';
import { words } from '../../words';
import { EarlierBar } from './earlier/earlier-bar';
import { WalkThrough } from './walk-through';

/** One launch item at a time: what was seen, what it means, and what somebody says of it. */
export default function Walk() {
  const review = useReview(({ review }) => review)!;
  if (review.run)
    return (
      <>
        <EarlierBar review={review} />
        <WalkThrough review={review} />
      </>
    );
  const running = review.progress?.state === 'running';
  return (
    <Stack align="center" p="xl" gap="md">
      <Title order={1} size="h3">
        {words.walk.notChecked.title}
      </Title>
      <Text c="dimmed">{words.walk.notChecked.text}</Text>
      {review.follows !== null && <Text c="dimmed">{words.earlier.before}</Text>}
      <Button
        size="md"
        loading={running}
        disabled={review.readOnly !== null}
        onClick={() => attempt(() => useReview.getState().run())}
        autoFocus
      >
        {words.overview.run}
      </Button>
    </Stack>
  );
}
