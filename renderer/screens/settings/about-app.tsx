import { Button, Table, Text } from '@mantine/core';
import { accepted } from '../../bridge';
import { Panel } from '../../parts/panel';
import { attempt } from '../../state/notices';
import { useSettings } from '../../state/settings';
import { words } from '../../words';

/** What runs here, as a report of a defect names it, and where it keeps what it was told. */
export function AboutApp() {
  const about = useSettings(({ about }) => about);
  const text = words.settings.about;
  if (!about) return null;
  const rows = ['version', 'electron', 'chromium', 'node', 'dataFolder'] as const;
  return (
    <Panel title={text.title}>
      <Table>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row}>
              <Table.Th scope="row">{text[row]}</Table.Th>
              <Table.Td>
                <Text style={{ overflowWrap: 'anywhere' }}>{about[row]}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button
        mt="sm"
        variant="default"
        onClick={() => attempt(async () => accepted(window.gonogo.app.openDataFolder()))}
      >
        {text.open}
      </Button>
    </Panel>
  );
}
