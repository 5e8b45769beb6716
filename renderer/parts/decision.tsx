import { Text } from '@mantine/core';
import { words } from '../words';

/** GO or NO-GO, in a word that stands without its colour. */
export function Decision({ decision, detail }: { decision: 'go' | 'no-go'; detail?: string }) {
  return (
    <Text span fw={700} c={decision === 'go' ? 'var(--go)' : 'var(--no-go)'}>
      {words.overview.decision[decision]}
      {detail && decision === 'no-go' && (
        <Text span size="sm" fw={400} c="dimmed">
          {' '}
          {detail}
        </Text>
      )}
    </Text>
  );
}
