import { Button, Text } from '@mantine/core';
import { day } from '../../parts/dates';
import { Row } from '../../parts/row';
import type { Verdict } from '../../parts/verdict-mark';
import { words } from '../../words';
import type { DueTask } from './due-tasks';

/** Days before its day at which a task is marked as coming up. */
const comingUp = 7;

interface TaskProps {
  task: DueTask;
  /** Nothing is due any more. */
  ended: boolean;
  closed: boolean;
  onDone: () => void;
  onOwner: () => void;
}

/** One task: when it is due, in words, whose it is, and when it was last done. */
export function Task({ task: { task, owner, due }, ended, closed, onDone, onOwner }: TaskProps) {
  const w = words.calendar;
  const acts = (
    <>
      <Button variant={due.days <= comingUp ? 'filled' : 'default'} aria-label={w.doneOne(task.title)} onClick={onDone}>
        {w.done}
      </Button>
      <Button variant="default" aria-label={w.ownerOne(task.title)} onClick={onOwner}>
        {w.owner}
      </Button>
    </>
  );
  return (
    <Row title={task.title} mark={ended ? undefined : markOf(due.days)} aside={!closed && acts}>
      {!ended && (
        <Text fw={600} size="sm" mt={4} c={due.days < 0 ? 'var(--no-go)' : undefined}>
          {w.dueOn(w.due(due.days), day(due.date))}
        </Text>
      )}
      <Text size="sm">
        {w.ownedBy(owner)} {due.last ? w.lastDone(day(due.last.on), due.last.by) : w.neverDone}
      </Text>
      <Text size="sm" mt={4} maw="80ch">
        {task.how}
      </Text>
    </Row>
  );
}

const markOf = (days: number): Verdict => (days < 0 ? 'bad' : days <= comingUp ? 'waits' : 'quiet');
