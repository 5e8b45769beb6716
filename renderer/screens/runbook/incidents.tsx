import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { IncidentState } from '../../../shared/incident/fold';
import { noticeOf } from '../../../shared/incident/notice';
import { dateTime } from '../../parts/dates';
import { LogList } from '../../parts/log-list';
import { useDialog } from '../../parts/use-dialog';
import { attempt } from '../../state/notices';
import { useNow } from '../../state/now';
import { words } from '../../words';
import { StartIncident } from './dialogs/start-incident';
import { Plan } from './plan';
import { sayNotice } from './say-notice';
import type { Incident } from './use-incidents';

interface IncidentsProps {
  incidents: readonly Incident[];
  onOpen: (id: string) => void;
  onStart: (incident: { name: string; awareAt: string; statedBy: string }) => Promise<void>;
}

/** Every incident, newest first, and the plan for the next one. */
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
      <LogList
        title={words.runbook.incidents}
        none={words.runbook.none}
        logs={incidents}
        sayProblem={words.runbook.problem}
        standing={(state) => <Standing state={state} />}
        onOpen={onOpen}
      />
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

function Standing({ state }: { state: IncidentState }) {
  const now = useNow();
  const { ended, awareAt, steps } = state;
  const notice = noticeOf(state, now);
  const w = words.runbook;
  return (
    <>
      <Text size="sm">
        <b>{ended ? w.closedBy(ended.by, dateTime(ended.at)) : w.open}</b>{' '}
        {w.stepsDone(steps.filter(({ checked }) => checked).length, steps.length)}. {w.aware.since(dateTime(awareAt))}.
      </Text>
      <Text size="sm" c={notice.kind === 'overdue' ? 'var(--no-go)' : undefined}>
        {w.notice.title}: {sayNotice(notice)}
      </Text>
    </>
  );
}
