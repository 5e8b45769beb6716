import { Blockquote, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { isSamePerson } from '../../../../shared/review/reducer';
import type { Waiver } from '../../../../shared/review/state';
import { day } from '../../../parts/dates';
import { DialogForm } from '../../../parts/dialog-form';
import { namesIn } from '../../../parts/names-in';
import { PersonField } from '../../../parts/person-field';
import { attempt } from '../../../state/notices';
import { useReview } from '../../../state/review';
import { words } from '../../../words';
import { askedFor } from '../decisions';
import type { FindingDialog } from './dialog';

/** The second person's yes to a waiver. */
export function Approve({ finding, review, walk, me, onClose, onDone }: FindingDialog) {
  const waiver = askedFor(finding, review.state, walk.now);
  const [person, setPerson] = useState(waiver && isSamePerson(waiver.by, me) ? '' : me);
  const [alikeToo, setAlikeToo] = useState(false);
  if (!waiver) return null;
  const same = isSamePerson(waiver.by, person);
  const others = namesIn(review.events).filter((name) => !isSamePerson(name, waiver.by));
  const alike = review.state.waivers.filter((other) => other !== waiver && isAskedAlike(other, waiver));
  const w = words.walk.approve;

  const say = () =>
    attempt(async () => {
      for (const { seq } of [waiver, ...(alikeToo ? alike : [])]) {
        await useReview.getState().say(person, { type: 'waiver-approved', data: { waiver: seq } });
      }
      onDone(words.walk.done.approved(finding.control), 'goes-on');
    });

  return (
    <DialogForm
      title={w.title(finding.title)}
      submit={w.submit}
      ready={person.trim() !== '' && !same}
      onSubmit={say}
      onClose={onClose}
    >
      <Text size="sm">{w.asked(waiver.by, day(waiver.expires))}</Text>
      <Blockquote p="md">{waiver.reason}</Blockquote>
      <Text size="sm">{finding.observed}</Text>
      <PersonField
        label={w.approver}
        names={others}
        value={person}
        onChange={setPerson}
        focused
        error={person !== '' && same ? w.notSame(waiver.by) : null}
      />
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

/** Asked for in one breath, for the same outcome on another host. */
const isAskedAlike = (other: Waiver, { control, code, by, reason, expires }: Waiver): boolean =>
  other.approved === null &&
  other.withdrawn === null &&
  other.control === control &&
  other.code === code &&
  other.by === by &&
  other.reason === reason &&
  other.expires === expires;
