import { type ReactNode, useState } from 'react';
import { DialogForm } from './dialog-form';
import { PersonField } from './person-field';
import { ProseField } from './prose-field';

interface ProseDialogProps {
  /** `label` names the field for the text, `submit` the button. */
  text: { title: string; label: string; submit: string };
  required?: boolean;
  names: readonly string[];
  me: string;
  onSubmit: (said: { text: string; by: string }) => void;
  onClose: () => void;
  /** What one should know beforehand. */
  children?: ReactNode;
}

/** Something that a named person says in their own words. */
export function ProseDialog({ text, required = true, names, me, onSubmit, onClose, children }: ProseDialogProps) {
  const [prose, setProse] = useState('');
  const [by, setBy] = useState(me);
  return (
    <DialogForm
      title={text.title}
      submit={text.submit}
      ready={(!required || prose.trim() !== '') && by.trim() !== ''}
      onSubmit={() => onSubmit({ text: prose.trim(), by })}
      onClose={onClose}
    >
      {children}
      <ProseField label={text.label} value={prose} onChange={setProse} minRows={2} required={required} />
      <PersonField names={names} value={by} onChange={setBy} />
    </DialogForm>
  );
}
