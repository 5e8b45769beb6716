import { useState } from 'react';
import { DialogForm } from '../../../parts/dialog-form';
import { namesIn } from '../../../parts/names-in';
import { PersonField } from '../../../parts/person-field';
import { ProseField } from '../../../parts/prose-field';
import { attempt } from '../../../state/notices';
import { useReview } from '../../../state/review';
import { words } from '../../../words';
import type { FindingDialog } from './dialog';

/** A remark that stays beside the finding and decides nothing. */
export function Comment({ finding, review, me, onClose, onDone }: FindingDialog) {
  const [text, setText] = useState('');
  const [person, setPerson] = useState(me);
  const w = words.walk.comment;
  const say = () =>
    attempt(async () => {
      const { control, host } = finding;
      await useReview.getState().say(person, { type: 'commented', data: { control, host, text } });
      onDone(words.walk.done.commented(control), 'stay');
    });
  return (
    <DialogForm
      title={w.title(finding.title)}
      submit={w.submit}
      ready={text.trim() !== '' && person.trim() !== ''}
      onSubmit={say}
      onClose={onClose}
    >
      <ProseField label={w.text} value={text} onChange={setText} />
      <PersonField names={namesIn(review.events)} value={person} onChange={setPerson} />
    </DialogForm>
  );
}
