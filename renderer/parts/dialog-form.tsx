import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { words } from '../words';

/** A dialog with a form: Enter in a line or the button submits, Escape leaves. */
export function DialogForm({
  title,
  submit,
  ready = true,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  submit: string;
  /** Whether everything is there that it needs. */
  ready?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const submitted = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onSubmit();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      returnFocus={false}
      closeButtonProps={{ 'aria-label': words.shell.close }}
    >
      <form onSubmit={submitted}>
        <Stack gap="md">
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.shell.cancel}
            </Button>
            <Button type="submit" disabled={!ready}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
