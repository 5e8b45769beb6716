import { Textarea } from '@mantine/core';

interface ProseFieldProps {
  label: string;
  description?: string;
  value: string;
  onChange: (text: string) => void;
  minRows?: number;
  required?: boolean;
}

/** What the person has to say, in as many lines as it takes: the first thing that a dialog asks for. */
export function ProseField({ onChange, minRows = 3, required = true, ...field }: ProseFieldProps) {
  return (
    <Textarea
      {...field}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={minRows}
      maxRows={8}
      maxLength={10_000}
      required={required}
      data-autofocus
    />
  );
}
