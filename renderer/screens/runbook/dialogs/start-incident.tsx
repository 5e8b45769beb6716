import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { localMinute } from '../../../parts/dates';
import { DialogForm } from '../../../parts/dialog-form';
import { PersonField } from '../../../parts/person-field';
import { words } from '../../../words';

interface StartIncidentProps {
  me: string;
  onStart: (incident: { name: string; awareAt: string; statedBy: string }) => void;
  onClose: () => void;
}

/** What it is called, and since when the team knows: from then the clock runs. */
export function StartIncident({ me, onStart, onClose }: StartIncidentProps) {
  const [name, setName] = useState('');
  const [now] = useState(() => localMinute(new Date()));
  const [awareAt, setAwareAt] = useState(now);
  const [by, setBy] = useState(me);
  const w = words.runbook.start;
  return (
    <DialogForm
      title={w.title}
      submit={w.submit}
      ready={name.trim() !== '' && awareAt !== '' && by.trim() !== ''}
      onSubmit={() => onStart({ name: name.trim(), awareAt: new Date(awareAt).toISOString(), statedBy: by })}
      onClose={onClose}
    >
      <TextInput
        label={w.name}
        description={w.nameHint}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={200}
        required
        data-autofocus
      />
      <TextInput
        type="datetime-local"
        label={w.awareAt}
        description={w.awareAtHint}
        max={now}
        value={awareAt}
        onChange={(event) => setAwareAt(event.currentTarget.value)}
        required
      />
      <PersonField names={[]} value={by} onChange={setBy} />
    </DialogForm>
  );
}
