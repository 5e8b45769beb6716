import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isSamePerson } from '../../../shared/review/reducer';
import type { Vote } from '../../../shared/review/state';
import { accepted } from '../../bridge';
import { dateTime } from '../../parts/dates';
import { attempt } from '../../state/notices';
import { useReview } from '../../state/review';
import { words } from '../../words';
import classes from './poll.module.css';

/** One role: what it said, or the place where it says it. */
export function Role({
  role,
  vote,
  mayGo,
  closed,
}: {
  role: string;
  vote: Vote | null;
  mayGo: boolean;
  closed: boolean;
}) {
  const { id } = useReview(({ review }) => review)!;
  const say = useReview(({ say }) => say);
  const [name, setName] = useState('');
  const [remark, setRemark] = useState('');
  const cast = (said: 'go' | 'no-go') =>
    attempt(async () => {
      // Who sits here signs the record with this key; the others' votes are entered for them.
      const identity = await accepted(window.gonogo.identity.read({ review: id }));
      const signer = identity && isSamePerson(identity.name, name) ? identity.sha256 : null;
      await say(name, { type: 'voted', data: { role, vote: said, reason: remark.trim() || null, signer } });
      setRemark('');
    });
  const { roles } = words.poll;
  return (
    <div className={classes.role}>
      <Group wrap="nowrap" align="center">
        <Text className={classes.vote} data-vote={vote?.vote}>
          {vote ? words.overview.decision[vote.vote] : '–'}
        </Text>
        <div>
          <Text fw={600} size="lg">
            {role}
          </Text>
          <Text c="dimmed">{vote ? `${vote.by}, ${dateTime(vote.at)}` : roles.noVote}</Text>
          {vote?.reason && <Text>{vote.reason}</Text>}
        </div>
      </Group>
      {!closed && (
        <Group mt="xs" align="flex-end">
          <TextInput label={roles.name(role)} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput
            flex={1}
            label={roles.remark(role)}
            value={remark}
            onChange={(event) => setRemark(event.currentTarget.value)}
          />
          <Button
            aria-label={roles.vote(role, roles.go)}
            disabled={!mayGo || name.trim() === ''}
            onClick={() => cast('go')}
          >
            {roles.go}
          </Button>
          <Button
            variant="default"
            aria-label={roles.vote(role, roles.noGo)}
            disabled={name.trim() === '' || remark.trim() === ''}
            title={roles.whyNoGo}
            onClick={() => cast('no-go')}
          >
            {roles.noGo}
          </Button>
        </Group>
      )}
    </div>
  );
}
