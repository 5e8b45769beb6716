import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words';

interface Question {
  opened: boolean;
  title: string;
  /** What the button says that does it. */
  yes: string;
  onYes: () => void;
  onNo: () => void;
  children: ReactNode;
}

/** A question before something that cannot be taken back. The safe answer has the focus. */
export function Confirmation({ opened, title, yes, onYes, onNo, children }: Question) {
  return (
    <Modal opened={opened} onClose={onNo} title={title} centered size="lg">
      <Stack gap="sm">{children}</Stack>
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={onNo} data-autofocus>
          {words.shell.cancel}
        </Button>
        <Button
          onClick={() => {
            onNo();
            onYes();
          }}
        >
          {yes}
        </Button>
      </Group>
    </Modal>
  );
}
