import { Button, Group, Modal, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { isSameJson } from '../../../../shared/record/same-json';
import { dateAfter } from '../../../../shared/review/expiry';
import { maxWaiverDays } from '../../../../shared/review/reducer';
import { DialogForm } from '../../../parts/dialog-form';
import { namesIn } from '../../../parts/names-in';
import { PersonField } from '../../../parts/person-field';
import { ProseField } from '../../../parts/prose-field';
import { attempt } from '../../../state/notices';
import { useReview } from '../../../state/review';
import { words } from '../../../words';
import { isWaivable } from '../acts';
import type { FindingDialog } from './dialog';
import { ExpiryField } from './expiry-field';

/** A risk accepted for a while: asked for by one person here, approved by another in a second step. */
export function Waive(dialog: FindingDialog) {
  return isWaivable(dialog.finding) ? <Ask {...dialog} /> : <Impossible {...dialog} />;
}

function Ask({ finding, review, walk, me, onClose, onDone }: FindingDialog) {
  const maxDays = maxWaiverDays(finding.severity);
  const [reason, setReason] = useState('');
  const [person, setPerson] = useState(me);
  const [expires, setExpires] = useState(dateAfter(walk.now, maxDays));
  const [alikeToo, setAlikeToo] = useState(false);
  const alike = walk.applied.findings.filter(
    (other) =>
      other !== finding &&
      !other.waived &&
      other.control === finding.control &&
      other.code === finding.code &&
      isSameJson(other.params, finding.params),
  );
  const w = words.walk.waive;

  const say = () =>
    attempt(async () => {
      // A waiver is bound to one outcome on one host: each gets its own.
      for (const { control, host } of [finding, ...(alikeToo ? alike : [])]) {
        await useReview.getState().say(person, { type: 'waiver-requested', data: { control, host, reason, expires } });
      }
      // The next thing to do is the approval, of this very finding.
      onDone(words.walk.done.asked(finding.control), 'stay');
    });

  return (
    <DialogForm
      title={w.title(finding.title)}
      submit={w.submit}
      ready={reason.trim() !== '' && person.trim() !== '' && expires !== ''}
      onSubmit={say}
      onClose={onClose}
    >
      <Text size="sm">{w.what}</Text>
      <Text size="sm">{finding.observed}</Text>
      <ProseField label={w.reason} value={reason} onChange={setReason} />
      <PersonField label={w.requester} names={namesIn(review.events)} value={person} onChange={setPerson} />
      <ExpiryField now={walk.now} maxDays={maxDays} value={expires} onChange={setExpires} />
      {alike.length > 0 && (
        <Switch
          label={words.walk.alikeHosts(alike.length)}
          checked={alikeToo}
          onChange={(event) => setAlikeToo(event.currentTarget.checked)}
        />
      )}
    </DialogForm>
  );
}

function Impossible({ finding, onClose }: FindingDialog) {
  return (
    <Modal opened onClose={onClose} title={words.walk.waive.impossible} returnFocus={false}>
      <Stack>
        <Text>{finding.title}</Text>
        <Text>{words.walk.unwaivable}</Text>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {words.shell.close}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
