import { Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../../parts/panel';
import { sayRelease } from '../../parts/say-release';
import { attempt } from '../../state/notices';
import { useReview } from '../../state/review';
import { whoAmI } from '../../state/who';
import { words } from '../../words';

/** Which change is launched, exactly. What a host itself says of it is offered. */
export function Release({ closed }: { closed: boolean }) {
  const { state, run } = useReview(({ review }) => review)!;
  const say = useReview(({ say }) => say);
  const seen = run?.facts.find(({ id, ok }) => id === 'host.release' && ok);
  const { commit: seenCommit = '', dirty = true } = (seen?.ok ? seen.value : {}) as {
    commit?: string;
    dirty?: boolean;
  };
  const [commit, setCommit] = useState(seenCommit);
  const [clean, setClean] = useState(dirty === false);
  const [ticket, setTicket] = useState('');
  const text = words.poll.release;
  const stateIt = () =>
    attempt(async () => {
      const name = await whoAmI();
      if (!name) return;
      const release = { kind: 'commit' as const, commit: commit.trim(), clean, ticket: ticket.trim() || null };
      await say(name, { type: 'release-stated', data: { release } });
    });
  const { release } = state;
  return (
    <Panel title={text.title}>
      <Text fw={600} ff={release?.kind === 'commit' ? 'monospace' : undefined}>
        {sayRelease(release)}
      </Text>
      {!closed && (
        <Group align="flex-end" mt="sm">
          <TextInput
            label={text.commit}
            description={seen?.host ? text.fromHost(seen.host) : undefined}
            value={commit}
            w={400}
            onChange={(event) => setCommit(event.currentTarget.value)}
          />
          <TextInput label={text.ticket} value={ticket} onChange={(event) => setTicket(event.currentTarget.value)} />
          <Checkbox
            label={text.clean}
            mb={8}
            checked={clean}
            onChange={(event) => setClean(event.currentTarget.checked)}
          />
          <Button onClick={stateIt} disabled={commit.trim() === ''}>
            {text.state}
          </Button>
        </Group>
      )}
    </Panel>
  );
}
