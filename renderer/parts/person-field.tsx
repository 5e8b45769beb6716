import { Autocomplete } from '@mantine/core';
import { words } from '../words';

/** Whose statement it is: whoever sits here, or somebody else in the room. */
export function PersonField({
  label = words.who.person.label,
  names,
  value,
  onChange,
  error,
  focused,
}: {
  label?: string;
  names: readonly string[];
  value: string;
  onChange: (name: string) => void;
  error?: string | null;
  /** The first thing that the dialog asks for. */
  focused?: boolean;
}) {
  return (
    <Autocomplete
      label={label}
      description={words.who.person.hint}
      data={names}
      value={value}
      onChange={onChange}
      maxLength={64}
      error={error}
      required
      data-autofocus={focused}
    />
  );
}
