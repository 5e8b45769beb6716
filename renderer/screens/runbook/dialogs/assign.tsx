import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { IncidentState, StepState } from '../../../../shared/incident/fold';
import { DialogForm } from '../../../parts/dialog-form';
import { OwnerField } from '../../../parts/owner-field';
import { PersonField } from '../../../parts/person-field';
import { attempt } from '../../../state/notices';
import { words } from '../../../words';
import { planOf } from '../phases';
import type { Say } from '../use-incidents';

interface AssignProps {
  step: StepState;
  state: IncidentState;
  names: readonly string[];
  me: string;
  say: Say;
  onClose: () => void;
}

/** Who does a step and how they are reached; on request for every step of the same role. Empty takes it back. */
export function Assign({ step, state, names, me, say, onClose }: AssignProps) {
  const [owner, setOwner] = useState(step.owner ?? '');
  const [contact, setContact] = useState(step.contact ?? '');
  const [by, setBy] = useState(me);
  const [wholeRole, setWholeRole] = useState(false);
  const who = planOf(step.title)?.who;
  const alike = state.steps.filter(({ title }) => who !== undefined && planOf(title)?.who === who);
  const w = words.runbook.dialogs.assigned;
  const assign = () =>
    attempt(async () => {
      for (const { number } of wholeRole ? alike : [step]) {
        const data = { step: number, owner: owner.trim() || null, contact: contact.trim() || null };
        await say(by, { type: 'assigned', data });
      }
      onClose();
    });
  return (
    <DialogForm
      title={words.runbook.step(step.number, step.title)}
      submit={w.submit}
      ready={by.trim() !== ''}
      onSubmit={assign}
      onClose={onClose}
    >
      <OwnerField label={w.owner} names={names} value={owner} onChange={setOwner} />
      <TextInput
        label={w.contact}
        description={w.contactHint}
        value={contact}
        onChange={(event) => setContact(event.currentTarget.value)}
        maxLength={200}
      />
      {who && alike.length > 1 && (
        <Switch
          label={w.wholeRole(alike.length, words.runbook.roles[who])}
          checked={wholeRole}
          onChange={(event) => setWholeRole(event.currentTarget.checked)}
        />
      )}
      <PersonField names={names} value={by} onChange={setBy} />
    </DialogForm>
  );
}
