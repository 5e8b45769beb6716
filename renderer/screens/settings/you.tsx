import { Button, Group, Text, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { Panel } from '../../parts/panel';
import { attempt, useNotices } from '../../state/notices';
import { useSettings } from '../../state/settings';
import { words } from '../../words';

/** Who sits here: the name beneath everything that is stated. */
export function You() {
  const { settings, change } = useSettings();
  const text = words.settings.you;
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string): string => String(form.get(name) ?? '').trim();
    void attempt(async () => {
      await change({ name: field('name'), email: field('email') });
      useNotices.getState().tell('done', text.saved);
    });
  };
  return (
    <Panel title={text.title}>
      <Text c="dimmed">{text.why}</Text>
      <form onSubmit={save}>
        <Group align="flex-end" mt="sm">
          <TextInput name="name" label={text.name} defaultValue={settings?.name} maxLength={64} required />
          <TextInput
            name="email"
            type="email"
            label={text.email}
            defaultValue={settings?.email}
            maxLength={200}
            w={280}
          />
          <Button type="submit">{text.save}</Button>
        </Group>
      </form>
    </Panel>
  );
}
