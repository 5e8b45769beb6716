import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { attempt } from '../state/notices';
import { useWho } from '../state/who';
import { words } from '../words';

/** The question for the name of whoever sits here, in the frame of the window; `whoAmI()` asks it. */
export function YourName() {
  const { asked, answer } = useWho();
  const [name, setName] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim()) void attempt(() => answer(name.trim()));
  };
  return (
    <Modal opened={asked !== null} onClose={() => attempt(() => answer(null))} title={words.who.title} centered>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{words.who.why}</Text>
          <TextInput
            label={words.who.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={64}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => attempt(() => answer(null))}>
              {words.shell.cancel}
            </Button>
            <Button type="submit">{words.who.save}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
