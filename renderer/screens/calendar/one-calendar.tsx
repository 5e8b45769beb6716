import { Button, Group, Stack, Text } from '@mantine/core';
import { accepted } from '../../bridge';
import { dateTime, day, localDate } from '../../parts/dates';
import { LogHead } from '../../parts/log-head';
import { Panel } from '../../parts/panel';
import { useDialog } from '../../parts/use-dialog';
import { attempt, useNotices } from '../../state/notices';
import { useNow } from '../../state/now';
import { words } from '../../words';
import { type Asked, CalendarDialog } from './dialogs/calendar-dialog';
import { Done } from './done';
import { dueTasks } from './due-tasks';
import { LaunchReview } from './launch-review';
import { Task } from './task';
import type { OpenCalendar, Say } from './use-calendars';

interface OneCalendarProps {
  calendar: OpenCalendar;
  say: Say;
  onBack: () => void;
}

/** The audits of one launch: what is due when and whose it is, and what was done. */
export function OneCalendar({ calendar, say, onBack }: OneCalendarProps) {
  const { id, state, problem } = calendar;
  const today = localDate(new Date(useNow()));
  const dialog = useDialog<Asked>();
  const closed = state.ended !== null || problem !== null;
  const tasks = dueTasks(state, today);
  const overdue = tasks.filter(({ due }) => due.days < 0).length;
  const w = words.calendar;
  const exportIcs = () =>
    attempt(async () => {
      const path = await accepted(window.gonogo.calendars.exportIcs({ calendar: id }));
      if (path !== null) useNotices.getState().tell('done', w.exported(path));
    });
  return (
    <Stack p="lg" gap="lg" maw={1100}>
      <LogHead
        name={state.name}
        back={w.back}
        onBack={onBack}
        actions={
          !closed && (
            <Group gap="xs">
              <Button onClick={exportIcs}>{w.export}</Button>
              <Button variant="default" onClick={() => dialog.open({ kind: 'ended' })}>
                {w.end}
              </Button>
            </Group>
          )
        }
        problem={problem && w.problem(problem)}
        ended={state.ended && { title: w.endedBy(state.ended.by, dateTime(state.ended.at)), text: state.ended.reason }}
      >
        <Text c="dimmed">
          {w.launched(day(state.launchedOn))} {state.review !== null && <LaunchReview review={state.review} />}
        </Text>
        {!closed && (
          <Text fw={600} c={overdue > 0 ? 'var(--no-go)' : undefined}>
            {w.overdue(overdue)}
          </Text>
        )}
      </LogHead>
      {(['month', 'quarter', 'year'] as const).map((every) => (
        <Panel key={every} title={w.every[every]}>
          {tasks
            .filter(({ task }) => task.every === every)
            .map((one) => (
              <Task
                key={one.task.id}
                task={one}
                ended={state.ended !== null}
                closed={closed}
                onDone={() => void dialog.open({ kind: 'done', task: one.task })}
                onOwner={() => void dialog.open({ kind: 'owned', task: one.task })}
              />
            ))}
        </Panel>
      ))}
      <Done
        done={state.done}
        closed={closed}
        onWithdraw={(done) => void dialog.open({ kind: 'done-withdrawn', done })}
      />
      {dialog.opened && (
        <CalendarDialog
          asked={dialog.opened}
          calendar={calendar}
          today={today}
          me={dialog.opened.me}
          say={say}
          onClose={dialog.close}
        />
      )}
    </Stack>
  );
}
