import {
  Autocomplete,
  Checkbox,
  Group,
  type InputWrapperProps,
  NativeSelect,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { defaultOf, type Path, schemaAt } from '../../../shared/schema-path';
import { targetSchema } from '../../../shared/target';
import { words } from '../../words';
import { valueAt } from './draft';
import { useForm } from './use-target-form';

/** Fields of the target by their path. What they say of themselves and what holds without them is the schema's. */

export type FieldName = keyof typeof words.target.fields;

interface FieldProps {
  path: Path;
  required?: boolean;
}

function useField({ path, required = false }: FieldProps) {
  const { file, set, leave, problemAt } = useForm();
  const schema = schemaAt(targetSchema, path)!;
  const name = path.filter((step) => typeof step === 'string').join('.') as FieldName;
  return {
    value: valueAt(file, path),
    preset: defaultOf(schema),
    set: (value: unknown) => set(path, value),
    input: {
      label: words.target.fields[name],
      description: capital(schema.description ?? ''),
      error: problemAt(path),
      onBlur: () => leave(path),
      required,
      // What a field says of itself goes under it, so that the fields of a row stand level.
      inputWrapperOrder,
    },
  };
}

const inputWrapperOrder = ['label', 'input', 'error', 'description'] satisfies InputWrapperProps['inputWrapperOrder'];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const shown = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
const written = (text: string): string | undefined => (text === '' ? undefined : text);

export function TextField(props: FieldProps) {
  const { value, preset, set, input } = useField(props);
  return (
    <TextInput
      {...input}
      value={shown(value)}
      placeholder={shown(preset)}
      spellCheck={false}
      onChange={(event) => set(written(event.currentTarget.value))}
    />
  );
}

/** What is no number stays text, and the schema says so. */
const numeric = (text: string): string | number => (/^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text);

export function NumberField(props: FieldProps) {
  const { value, preset, set, input } = useField(props);
  return (
    <TextInput
      {...input}
      value={shown(value)}
      placeholder={shown(preset)}
      inputMode="numeric"
      onChange={(event) => set(event.currentTarget.value === '' ? undefined : numeric(event.currentTarget.value))}
    />
  );
}

/** Any text, with what is known offered. */
export function SuggestedField({ options, ...props }: FieldProps & { options: string[] }) {
  const { value, set, input } = useField(props);
  return (
    <Autocomplete
      {...input}
      value={shown(value)}
      data={options}
      spellCheck={false}
      onChange={(text) => set(written(text))}
    />
  );
}

export function ChoiceField({ options, ...props }: FieldProps & { options: Record<string, string> }) {
  const { value, preset, set, input } = useField(props);
  return (
    <NativeSelect
      {...input}
      value={shown(value ?? preset)}
      data={Object.entries(options).map(([name, label]) => ({ value: name, label }))}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}

export function ListField({ numbers = false, ...props }: FieldProps & { numbers?: boolean }) {
  const { value, preset, set, input } = useField(props);
  const list = (value ?? preset ?? []) as unknown[];
  return (
    <TagsInput
      {...input}
      value={list.map(String)}
      acceptValueOnBlur
      splitChars={[',']}
      onChange={(entries) => set(numbers ? entries.map(numeric) : entries)}
    />
  );
}

export function SwitchField(props: FieldProps) {
  const { value, preset, set, input } = useField(props);
  return (
    <Checkbox
      label={input.label}
      description={input.description}
      checked={(value ?? preset) === true}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  );
}

export function RolesField({ path, options }: { path: Path; options: Record<string, string> }) {
  const { value, preset, set, input } = useField({ path });
  return (
    <Checkbox.Group
      label={input.label}
      description={input.description}
      error={input.error}
      inputWrapperOrder={inputWrapperOrder}
      value={(value ?? preset) as string[]}
      onChange={set}
    >
      <Group gap="md" mt={4}>
        {Object.entries(options).map(([role, label]) => (
          <Checkbox key={role} value={role} label={label} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
