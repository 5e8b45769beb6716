import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { EarlierStatement } from '../../../../shared/review/carry-over';
import { accepted } from '../../../bridge';
import { DialogForm } from '../../../parts/dialog-form';
import { namesIn } from '../../../parts/names-in';
import { PersonField } from '../../../parts/person-field';
import { attempt, useNotices } from '../../../state/notices';
import type { OpenReview } from '../../../state/review';
import { words } from '../../../words';
import { Statement } from './statement';

/** Statement by statement: what a person ticks, they state anew. Nothing is ticked for them. */
export function SayAgain({
  review,
  offered,
  me,
  onClose,
}: {
  review: OpenReview;
  offered: readonly EarlierStatement[];
  me: string;
  onClose: () => void;
}) {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [person, setPerson] = useState(me);
  // What was said meanwhile is no longer offered.
  const chosen = offered.map(({ attestation }) => attestation).filter((seq) => ticked.has(seq));
  const tick = (seq: number, holds: boolean): void =>
    setTicked(new Set(holds ? [...ticked, seq] : [...ticked].filter((other) => other !== seq)));
  const say = () =>
    attempt(async () => {
      await accepted(window.gonogo.review.sayAgain({ review: review.id, statedBy: person, attestations: chosen }));
      useNotices.getState().tell('done', words.earlier.said(chosen.length));
      onClose();
    });
  return (
    <DialogForm
      title={words.earlier.title}
      submit={words.earlier.all(chosen.length)}
      ready={chosen.length > 0 && person.trim() !== ''}
      onSubmit={say}
      onClose={onClose}
    >
      <Text size="sm">{words.earlier.how}</Text>
      <Stack gap="sm">
        {offered.map((statement) => (
          <Statement
            key={statement.attestation}
            statement={statement}
            ticked={ticked.has(statement.attestation)}
            onTick={(holds) => tick(statement.attestation, holds)}
          />
        ))}
      </Stack>
      <PersonField label={words.earlier.person} names={namesIn(review.events)} value={person} onChange={setPerson} />
    </DialogForm>
  );
}
