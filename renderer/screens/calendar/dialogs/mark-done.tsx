import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AuditTask } from '../../../../shared/checklist/audit-calendar';
import { DialogForm } from '../../../parts/dialog-form';
import { PersonField } from '../../../parts/person-field';
import { ProseField } from '../../../parts/prose-field';
import { words } from '../../../words';
import type { Say } from '../use-calendars';

interface MarkDoneProps {
  task: AuditTask;
  /** The days between which it can have been done. */
  from: string;
  today: string;
  names: readonly string[];
  me: string;
  say: Say;
  onClose: () => void;
}

/** A task was done: on which day, by whom, and what came out. */
export function MarkDone({ task, from, today, names, me, say, onClose }: MarkDoneProps) {
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const [by, setBy] = useState(me);
  const w = words.calendar.dialogs.done;
  return (
    <DialogForm
      title={task.title}
      submit={w.submit}
      ready={on !== '' && by.trim() !== ''}
      onSubmit={() => void say(by, { type: 'done', data: { task: task.id, on, note: note.trim() || null } })}
      onClose={onClose}
    >
      <ProseField label={w.note} value={note} onChange={setNote} minRows={2} required={false} />
      <TextInput
        type="date"
        label={w.on}
        min={from}
        max={today}
        value={on}
        onChange={(event) => setOn(event.currentTarget.value)}
        required
      />
      <PersonField names={names} value={by} onChange={setBy} />
    </DialogForm>
  );
}
