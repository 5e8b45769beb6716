import { Button, Group, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { Signals } from '../../shared/ipc';
import { attempt } from '../state/notices';
import { words } from '../words';

/** A password or passphrase that main asks for. It goes to main alone and is kept nowhere here. */
export function Prompt() {
  const [questions, setQuestions] = useState<Signals['ask'][]>([]);
  useEffect(() => window.gonogo.on('ask', (question) => setQuestions((all) => [...all, question])), []);
  const [question] = questions;
  const answer = (value: string | null): void => {
    if (!question) return;
    setQuestions((all) => all.slice(1));
    void attempt(() => window.gonogo.prompt.answer({ id: question.id, value }));
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    answer(String(new FormData(event.currentTarget).get('answer') ?? ''));
  };
  return (
    <Modal opened={question !== undefined} onClose={() => answer(null)} title={question?.words} centered>
      <form onSubmit={submit} key={question?.id}>
        <PasswordInput name="answer" aria-label={question?.words} data-autofocus autoComplete="off" />
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={() => answer(null)}>
            {words.shell.prompt.cancel}
          </Button>
          <Button type="submit">{words.shell.prompt.answer}</Button>
        </Group>
      </form>
    </Modal>
  );
}
