import { Badge, Button, Checkbox, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReviewSummary } from '../../../shared/ipc';
import { accepted } from '../../bridge';
import { dateTime } from '../../parts/dates';
import { Decision } from '../../parts/decision';
import { attempt } from '../../state/notices';
import { usePlace } from '../../state/place';
import { useReviewList } from '../../state/review-list';
import { whoAmI } from '../../state/who';
import { words } from '../../words';

const load = () => attempt(useReviewList.getState().load);

/** Every review on this machine; for a newcomer, the way to the practice host. */
export default function Reviews() {
  const go = usePlace(({ go }) => go);
  const reviews = useReviewList(({ reviews }) => reviews);
  const [search, setSearch] = useState('');
  const [archived, setArchived] = useState(false);
  useEffect(() => {
    // At the start of the window they are there before the screen is.
    if (useReviewList.getState().reviews === null) void load();
    return () => useReviewList.setState({ reviews: null });
  }, []);
  const practise = () =>
    attempt(async () => {
      const review = await accepted(window.gonogo.reviews.practise({ state: 'careless' }));
      go({ screen: 'overview', review });
    });
  if (!reviews) return null;
  const shown = reviews.filter(
    (review) => (archived || !review.archived) && matches(review, search.trim().toLowerCase()),
  );
  return (
    <Stack p="lg" gap="md">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {words.reviews.title}
        </Title>
        <Group gap="sm">
          <Button variant={reviews.length === 0 ? 'default' : 'light'} onClick={practise}>
            {words.reviews.practise}
          </Button>
          <Button
            variant={reviews.length === 0 ? 'default' : 'filled'}
            onClick={() => go({ screen: 'target', review: null })}
          >
            {words.reviews.create}
          </Button>
        </Group>
      </Group>
      {reviews.length === 0 ? (
        <Empty onPractise={practise} />
      ) : (
        <>
          <Group>
            <TextInput
              aria-label={words.reviews.search}
              placeholder={words.reviews.search}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <Checkbox
              label={words.reviews.showArchived}
              checked={archived}
              onChange={(event) => setArchived(event.currentTarget.checked)}
            />
          </Group>
          <ReviewTable reviews={shown} />
        </>
      )}
    </Stack>
  );
}

const matches = ({ target, environment, openedBy }: ReviewSummary, search: string): boolean =>
  `${target} ${environment} ${openedBy}`.toLowerCase().includes(search);

function Empty({ onPractise }: { onPractise: () => void }) {
  return (
    <Stack align="center" py={80} gap="md" maw={520} mx="auto">
      <Title order={2} size="h3">
        {words.reviews.empty.title}
      </Title>
      <Text ta="center" c="dimmed">
        {words.reviews.empty.text}
      </Text>
      <Button size="md" onClick={onPractise} data-autofocus>
        {words.reviews.practise}
      </Button>
    </Stack>
  );
}

function ReviewTable({ reviews }: { reviews: ReviewSummary[] }) {
  const { columns } = words.reviews;
  return (
    <Table.ScrollContainer minWidth={600}>
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {Object.entries(columns).map(([name, label]) => (
              <Table.Th key={name}>{label}</Table.Th>
            ))}
            <Table.Th aria-label={words.reviews.actions} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {reviews.map((review) => (
            <ReviewRow key={review.id} review={review} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ReviewRow({ review }: { review: ReviewSummary }) {
  const go = usePlace(({ go }) => go);
  const archive = () =>
    attempt(async () => {
      await accepted(window.gonogo.reviews.archive({ review: review.id, archived: !review.archived }));
      await load();
    });
  const duplicate = () =>
    attempt(async () => {
      // Main asks for the name beneath a new review.
      if (!(await whoAmI())) return;
      const next = await accepted(window.gonogo.reviews.duplicate({ review: review.id }));
      go({ screen: 'overview', review: next });
    });
  return (
    <Table.Tr>
      <Table.Td>
        <Button
          variant="subtle"
          size="compact-md"
          disabled={review.openedAt === ''}
          onClick={() => go({ screen: 'overview', review: review.id })}
        >
          {review.target || review.id}
        </Button>{' '}
        <Text span size="sm" c="dimmed">
          {review.environment}
        </Text>{' '}
        {review.practice && <Badge variant="outline">{words.reviews.practice}</Badge>}
        {review.problem && (
          <Text size="sm" c="var(--no-go)">
            {words.reviews.problem(review.problem)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {review.decision ? (
          <Decision decision={review.decision} detail={words.reviews.holding(review.holding)} />
        ) : (
          <Text size="sm">{words.reviews.noRun}</Text>
        )}
      </Table.Td>
      <Table.Td>{dateTime(review.openedAt)}</Table.Td>
      <Table.Td>{dateTime(review.lastAt)}</Table.Td>
      <Table.Td>{review.openedBy}</Table.Td>
      <Table.Td>
        {!review.practice && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={words.reviews.duplicateOne(review.target)}
            disabled={review.openedAt === ''}
            onClick={duplicate}
          >
            {words.reviews.duplicate}
          </Button>
        )}
        <Button variant="subtle" size="compact-sm" onClick={archive}>
          {review.archived ? words.reviews.restore : words.reviews.archive}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
