import { Progress as Bar, Box, Group, Text } from '@mantine/core';
import type { RunProgress } from '../../../shared/ipc';

/** How far the checks are, host by host. */
export function Progress({ progress }: { progress: RunProgress }) {
  return (
    <Box role="status" aria-live="polite">
      {progress.error && <Text c="var(--no-go)">{progress.error}</Text>}
      {progress.hosts.map(({ name, state, planned, ended, now, error }) => (
        <Group key={name} gap="sm" wrap="nowrap">
          <Text w={160} truncate>
            {name}
          </Text>
          <Bar w={200} value={planned === 0 ? 0 : (100 * ended) / planned} aria-label={name} />
          <Text size="sm" c="dimmed">
            {state === 'failed' ? error : now}
          </Text>
        </Group>
      ))}
    </Box>
  );
}
