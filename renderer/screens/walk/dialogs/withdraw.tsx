import { Text } from '@mantine/core';
import { useState } from 'react';
import { sayWithdrawal, type Withdrawal } from '../../../../shared/review/undo';
import { DialogForm } from '../../../parts/dialog-form';
import { namesIn } from '../../../parts/names-in';
import { PersonField } from '../../../parts/person-field';
import { ProseField } from '../../../parts/prose-field';
import { attempt } from '../../../state/notices';
import { useReview } from '../../../state/review';
import { words } from '../../../words';
import type { FindingDialog } from './dialog';

/** A decision taken back with its reason, however long ago it was. */
export function Withdraw({ what, finding, review, me, onClose, onDone }: FindingDialog & { what: Withdrawal }) {
  const [reason, setReason] = useState('');
  const [person, setPerson] = useState(me);
  const w = words.walk.withdraw;
  const say = () =>
    attempt(async () => {
      await useReview.getState().say(person, sayWithdrawal(what, reason));
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
      <ProseField label={w.reason} value={reason} onChange={setReason} minRows={2} />
      <PersonField names={namesIn(review.events)} value={person} onChange={setPerson} />
    </DialogForm>
  );
}
