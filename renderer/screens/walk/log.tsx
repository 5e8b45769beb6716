import { Text } from '@mantine/core';
import type { Finding } from '../../../shared/control';
import type { ReviewEvent } from '../../../shared/review/events';
import type { OpenReview } from '../../state/review';
import { words } from '../../words';
import { logOf } from './decisions';
import type { Signers } from './people';
import { sayBy } from './said-by';
import { Section } from './section';

/** What was said of this finding, from the first word; nothing is ever struck out. */
export function Log({ finding, review, signers }: { finding: Finding; review: OpenReview; signers: Signers }) {
  const said = logOf(finding, review.events);
  if (said.length === 0) return null;
  return (
    <Section title={words.walk.sections.log}>
      <ul>
        {said.map((event) => (
          <li key={event.seq}>
            <Text size="sm" c="dimmed">
              {sayBy({ by: event.statedBy, at: event.at, enteredBy: event.enteredBy }, signers)}{' '}
              {words.walk.log[event.type as keyof typeof words.walk.log]}
            </Text>
            <p>{textOf(event)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function textOf({ data }: ReviewEvent): string {
  if ('statement' in data) return data.statement;
  if ('text' in data) return data.text;
  return 'reason' in data ? (data.reason ?? '') : '';
}
