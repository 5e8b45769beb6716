import { Button, Code, Group, PasswordInput, Text, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { IdentityView } from '../../shared/ipc';
import { accepted } from '../bridge';
import { attempt } from '../state/notices';
import { useSettings } from '../state/settings';
import { words } from '../words';
import { date } from './dates';
import { Panel } from './panel';

interface Props {
  /** The practice review whose key this is; null for this machine's own. */
  practice: string | null;
  identity: IdentityView | null;
  onMade: () => void;
}

/** The key that signs; made here when there is none. */
export function Identity({ practice, identity, onMade }: Props) {
  const settings = useSettings(({ settings }) => settings);
  const text = words.identity;
  const create = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string): string => String(form.get(name) ?? '');
    void attempt(async () => {
      const person = { name: field('name'), email: field('email'), passphrase: field('passphrase') };
      await accepted(window.gonogo.identity.create({ review: practice, ...person }));
      onMade();
    });
  };
  return (
    <Panel title={text.title}>
      {identity ? (
        <Text style={{ overflowWrap: 'anywhere' }}>
          {identity.name} &lt;{identity.email}&gt;, {text.until(date(identity.notAfter))}. {text.fingerprint}{' '}
          <Code>{identity.sha256}</Code>
        </Text>
      ) : (
        <form onSubmit={create}>
          <Text>{text.none}</Text>
          <Group align="flex-end" my="sm">
            <TextInput name="name" label={text.name} defaultValue={settings?.name} required />
            <TextInput name="email" label={text.email} defaultValue={settings?.email} required />
            {practice === null && (
              <PasswordInput name="passphrase" label={text.passphrase} w={300} autoComplete="off" required />
            )}
            <Button type="submit">{text.create}</Button>
          </Group>
        </form>
      )}
      <Text c="dimmed">{practice === null ? text.proves : text.practice}</Text>
    </Panel>
  );
}
