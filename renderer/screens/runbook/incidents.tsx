import { Anchor, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import type { IncidentState } from '../../../shared/incident/fold';
import { dateTime } from '../../parts/dates';
import { useDialog } from '../../parts/use-dialog';
import { attempt } from '../../state/notices';
import { useNow } from '../../state/now';
import { words } from '../../words';
import { StartIncident } from './dialogs/start-incident';
import { noticeOf, sayNotice } from './notice';
import { Plan } from './plan';
import type { Incident } from './use-incidents';

interface IncidentsProps {
  incidents: readonly Incident[];
  onOpen: (id: string) => void;
  onStart: (incident: { name: string; awareAt: string; statedBy: string }) => Promise<void>;
}

/** Every incident, and the plan for the next one. */
export function Incidents({ incidents, onOpen, onStart }: IncidentsProps) {
  const dialog = useDialog<object>();
  return (
    <Stack p="lg" gap="lg" maw={1100}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {words.runbook.title}
        </Title>
        <Button onClick={() => dialog.open({})}>{words.runbook.start.open}</Button>
      </Group>
      {incidents.length === 0 ? (
        <Text>{words.runbook.none}</Text>
      ) : (
        <IncidentTable incidents={incidents} onOpen={onOpen} />
      )}
      <Plan />
      {dialog.opened && (
        <StartIncident
          me={dialog.opened.me}
          onClose={dialog.close}
          onStart={(incident) => void attempt(() => onStart(incident))}
        />
      )}
    </Stack>
  );
}

function IncidentTable({ incidents, onOpen }: Pick<IncidentsProps, 'incidents' | 'onOpen'>) {
  return (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          {Object.entries(words.runbook.columns).map(([name, label]) => (
            <Table.Th key={name}>{label}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {incidents.map(({ id, state, problem }) => (
          <Table.Tr key={id}>
            <Table.Td>
              {state ? (
                <Anchor component="button" fw={600} ta="left" onClick={() => onOpen(id)}>
                  {state.name}
                </Anchor>
              ) : (
                id
              )}
              {problem && (
                <Text size="sm" c="var(--no-go)">
                  {words.runbook.problem(problem)}
                </Text>
              )}
            </Table.Td>
            {state && <Standing state={state} />}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Standing({ state }: { state: IncidentState }) {
  const now = useNow();
  const notice = noticeOf(state, now);
  return (
    <>
      <Table.Td>{dateTime(state.awareAt)}</Table.Td>
      <Table.Td>
        {words.runbook.doneOf(state.steps.filter(({ checked }) => checked).length, state.steps.length)}
      </Table.Td>
      <Table.Td c={notice.kind === 'overdue' ? 'var(--no-go)' : undefined}>{sayNotice(notice)}</Table.Td>
      <Table.Td>
        {state.ended ? words.runbook.closedBy(state.ended.by, dateTime(state.ended.at)) : words.runbook.open}
      </Table.Td>
    </>
  );
}
