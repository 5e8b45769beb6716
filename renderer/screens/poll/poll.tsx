import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { decideReview } from '../../../shared/review/apply';
import { standingVotes } from '../../../shared/review/state';
import { Panel } from '../../parts/panel';
import { attempt } from '../../state/notices';
import { usePlace } from '../../state/place';
import { useReview } from '../../state/review';
import { whoAmI } from '../../state/who';
import { words } from '../../words';
import classes from './poll.module.css';
import { Release } from './release';
import { Role } from './role';
import { VoidedVotes } from './voided-votes';

/** Who is go: the release, each role's vote by name, and the freeze. */
export default function Poll() {
  const { id, state, run, readOnly } = useReview(({ review }) => review)!;
  const { go } = usePlace.getState();
  if (!run) return <Text p="lg">{words.poll.noRun}</Text>;
  const { holding } = decideReview(run, state, Date.now());
  const votes = standingVotes(state);
  const closed = readOnly !== null || state.frozen !== null;
  return (
    <Stack p="lg" gap="lg" className={classes.poll}>
      <Title order={1} size="h2">
        {words.poll.title}
      </Title>
      {holding.length > 0 && (
        <Alert color="red" variant="outline">
          <Group justify="space-between">
            <Text>{words.poll.holds(holding.length)}</Text>
            <Button variant="default" onClick={() => go({ screen: 'walk', review: id })}>
              {words.poll.toWalk}
            </Button>
          </Group>
        </Alert>
      )}
      <Release closed={closed} />
      <Panel title={words.poll.roles.title}>
        {state.target.review.roles.map((role) => (
          <Role
            key={role}
            role={role}
            vote={votes.find((vote) => vote.role === role) ?? null}
            mayGo={holding.length === 0 && !run.partial}
            closed={closed}
          />
        ))}
        <VoidedVotes votes={state.votes.filter(({ voidedBy }) => voidedBy !== null)} />
      </Panel>
      <Freeze ready={votes.length === state.target.review.roles.length && state.release !== null} />
    </Stack>
  );
}

function Freeze({ ready }: { ready: boolean }) {
  const { state, readOnly } = useReview(({ review }) => review)!;
  const say = useReview(({ say }) => say);
  const [reason, setReason] = useState('');
  const freeze = () =>
    attempt(async () => {
      const name = await whoAmI();
      if (name) await say(name, { type: 'frozen', data: {} });
    });
  const unfreeze = () =>
    attempt(async () => {
      const name = await whoAmI();
      if (name) await say(name, { type: 'unfrozen', data: { reason } });
    });
  if (state.frozen) {
    return (
      <Group align="flex-end">
        <Text fw={600} flex={1}>
          {words.poll.frozen(state.frozen.by)}
        </Text>
        <TextInput
          label={words.poll.unfreezeReason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button variant="default" onClick={unfreeze} disabled={reason.trim() === '' || readOnly !== null}>
          {words.poll.unfreeze}
        </Button>
      </Group>
    );
  }
  return (
    <Group>
      <Button size="md" onClick={freeze} disabled={!ready || readOnly !== null}>
        {words.poll.freeze}
      </Button>
      <Text c="dimmed">{words.poll.freezeText}</Text>
    </Group>
  );
}
