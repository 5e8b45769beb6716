import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { dateTime } from '../parts/dates';
import { attempt } from '../state/notices';
import { useUndo } from '../state/undo';
import { words } from '../words';

/** The question before a decision is taken back: it names the decision. */
export function Undo() {
  const { asked, close, undo } = useUndo();
  return (
    <Modal opened={asked !== null} onClose={close} title={words.undo.title} centered>
      <Stack>
        <Text>{asked && words.undo.what(asked, dateTime(asked.at))}</Text>
        <Text size="sm" c="dimmed">
          {words.undo.how}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.shell.cancel}
          </Button>
          <Button onClick={() => attempt(undo)} data-autofocus>
            {words.undo.yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
