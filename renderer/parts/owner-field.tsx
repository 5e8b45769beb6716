import { Autocomplete } from '@mantine/core';

interface OwnerFieldProps {
  label: string;
  names: readonly string[];
  value: string;
  onChange: (name: string) => void;
}

/** Who does something: one of the names that are known here, or another. Empty: nobody. */
export function OwnerField({ label, names, value, onChange }: OwnerFieldProps) {
  return (
    <Autocomplete
      label={label}
      data={names}
      value={value}
      onChange={onChange}
      maxLength={200}
      openOnFocus={false}
      data-autofocus
    />
  );
}
