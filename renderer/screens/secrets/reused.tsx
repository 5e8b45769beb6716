import { Group, Text } from '@mantine/core';
import type { Finding } from '../../../shared/control';
import { Panel } from '../../parts/panel';
import { VerdictMark } from '../../parts/verdict-mark';
import { words } from '../../words';

const marks = { pass: 'good', fail: 'bad', error: 'unseen', manual: 'waits', 'not-applicable': 'quiet' } as const;

/** Whether another environment uses the same key, as far as the last run could tell. */
export function Reused({ findings }: { findings: readonly Finding[] }) {
  const found = findings.filter(({ control }) => control === 'secret-key.unique');
  if (found.length === 0) return null;
  return (
    <Panel title={words.secrets.reused}>
      {found.map(({ host, status, observed }) => (
        <Group key={host} gap="xs" wrap="nowrap">
          <VerdictMark verdict={marks[status]} size={22} />
          <Text>
            SECRET_KEY{host && words.secrets.on(host)}: {observed}
          </Text>
        </Group>
      ))}
    </Panel>
  );
}
