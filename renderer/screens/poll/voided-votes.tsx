import { Text } from '@mantine/core';
import type { Vote } from '../../../shared/review/state';
import { dateTime } from '../../parts/dates';
import { words } from '../../words';

/** Votes that no longer stand. They are never dropped. */
export function VoidedVotes({ votes }: { votes: readonly Vote[] }) {
  if (votes.length === 0) return null;
  return (
    <details>
      <summary>{words.poll.roles.voided}</summary>
      {votes.map(({ seq, role, vote, by, at, reason }) => (
        <Text key={seq} size="sm">
          {words.overview.decision[vote]} · {role} · {by} · {dateTime(at)} {reason && `· ${reason}`}
        </Text>
      ))}
    </details>
  );
}
