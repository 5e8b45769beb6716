import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { AuditState } from '../../../shared/audits/fold';
import { dateTime, day, localDate } from '../../parts/dates';
import { LogList } from '../../parts/log-list';
import { useDialog } from '../../parts/use-dialog';
import { attempt } from '../../state/notices';
import { useNow } from '../../state/now';
import { words } from '../../words';
import { StartCalendar } from './dialogs/start-calendar';
import { dueTasks, nextDue } from './due-tasks';
import type { Calendar, Launch } from './use-calendars';

interface CalendarsProps {
  calendars: readonly Calendar[];
  onOpen: (id: string) => void;
  onStart: (launch: Launch, by: string) => Promise<void>;
}

/** A calendar for each launch, newest first. */
export function Calendars({ calendars, onOpen, onStart }: CalendarsProps) {
  const dialog = useDialog<object>();
  return (
    <Stack p="lg" gap="lg" maw={1100}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {words.calendar.title}
        </Title>
        <Button onClick={() => dialog.open({})}>{words.calendar.start.open}</Button>
      </Group>
      <Text>{words.calendar.text}</Text>
      <LogList
        title={words.calendar.calendars}
        none={words.calendar.none}
        logs={calendars}
        sayProblem={words.calendar.problem}
        standing={(state) => <Standing state={state} />}
        onOpen={onOpen}
      />
      {dialog.opened && (
        <StartCalendar
          me={dialog.opened.me}
          onClose={dialog.close}
          onStart={(launch, by) => void attempt(() => onStart(launch, by))}
        />
      )}
    </Stack>
  );
}

function Standing({ state }: { state: AuditState }) {
  const today = localDate(new Date(useNow()));
  const w = words.calendar;
  if (state.ended) return <Text size="sm">{w.endedBy(state.ended.by, dateTime(state.ended.at))}</Text>;
  const tasks = dueTasks(state, today);
  const overdue = tasks.filter(({ due }) => due.days < 0).length;
  const { task, due } = nextDue(tasks);
  return (
    <>
      <Text size="sm">
        {w.launched(day(state.launchedOn))} {w.next(task.title, day(due.date), w.due(due.days))}
      </Text>
      {overdue > 0 && (
        <Text size="sm" fw={600} c="var(--no-go)">
          {w.overdue(overdue)}
        </Text>
      )}
    </>
  );
}
