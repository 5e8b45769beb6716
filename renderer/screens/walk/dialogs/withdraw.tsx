import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { attempt } from '../../../state/notices';
import { useReview } from '../../../state/review';
import { words } from '../../../words';
import type { Withdrawal } from '../decisions';
import { namesIn } from '../people';
import type { FindingDialog } from './dialog';
import { DialogForm } from './form';
import { PersonField } from './person-field';

/** A decision taken back with its reason, however long ago it was. */
export function Withdraw({
  what: { type, seq },
  finding,
  review,
  me,
  onClose,
  onDone,
}: FindingDialog & { what: Withdrawal }) {
  const [reason, setReason] = useState('');
  const [person, setPerson] = useState(me);
  const w = words.walk.withdraw;
  const say = () =>
    attempt(async () => {
      await useReview
        .getState()
        .say(
          person,
          type === 'attestation-withdrawn'
            ? { type, data: { attestation: seq, reason } }
            : { type, data: { waiver: seq, reason } },
        );
      onDone(words.walk.done.withdrawn(finding.control), 'stay');
    });
  return (
    <DialogForm
      title={w.title}
      submit={w.submit}
      ready={reason.trim() !== '' && person.trim() !== ''}
      onSubmit={say}
      onClose={onClose}
    >
      <Text size="sm">{w.what}</Text>
      <Textarea
        label={w.reason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        required
        data-autofocus
      />
      <PersonField names={namesIn(review.events)} value={person} onChange={setPerson} />
    </DialogForm>
  );
}
