import { useState } from 'react';
import type { AuditTask } from '../../../../shared/checklist/audit-calendar';
import { DialogForm } from '../../../parts/dialog-form';
import { OwnerField } from '../../../parts/owner-field';
import { PersonField } from '../../../parts/person-field';
import { words } from '../../../words';
import type { Say } from '../use-calendars';

interface OwnerProps {
  task: AuditTask;
  owner: string | null;
  names: readonly string[];
  me: string;
  say: Say;
  onClose: () => void;
}

/** Who sees to it that a task is done. Empty: nobody. */
export function Owner({ task, owner: before, names, me, say, onClose }: OwnerProps) {
  const [owner, setOwner] = useState(before ?? '');
  const [by, setBy] = useState(me);
  const w = words.calendar.dialogs.owned;
  return (
    <DialogForm
      title={task.title}
      submit={w.submit}
      ready={by.trim() !== ''}
      onSubmit={() => void say(by, { type: 'owned', data: { task: task.id, owner: owner.trim() || null } })}
      onClose={onClose}
    >
      <OwnerField label={w.owner} names={names} value={owner} onChange={setOwner} />
      <PersonField names={names} value={by} onChange={setBy} />
    </DialogForm>
  );
}
