import { Notification, Stack } from '@mantine/core';
import { useNotices } from '../state/notices';
import { words } from '../words';
import classes from './notices.module.css';

/** At the lower edge, read out by screen readers when they come. */
export function Notices() {
  const { notices, close } = useNotices();
  return (
    <Stack className={classes.notices} gap="xs" role="status" aria-live="polite">
      {notices.map(({ id, kind, lines }) => (
        <Notification
          key={id}
          withBorder
          color={kind === 'refused' ? 'red' : 'green'}
          closeButtonProps={{ 'aria-label': words.shell.close }}
          onClose={() => close(id)}
        >
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </Notification>
      ))}
    </Stack>
  );
}
