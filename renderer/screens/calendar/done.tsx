import { Button, Text } from '@mantine/core';
import type { AuditDone } from '../../../shared/audits/fold';
import { auditCalendar } from '../../../shared/checklist/audit-calendar';
import { dateTime, day } from '../../parts/dates';
import { Panel } from '../../parts/panel';
import { Row } from '../../parts/row';
import { words } from '../../words';

interface DoneProps {
  done: readonly AuditDone[];
  closed: boolean;
  onWithdraw: (done: AuditDone) => void;
}

/** Each time that a task was done, newest first; what was taken back stays, and says so. */
export function Done({ done, closed, onWithdraw }: DoneProps) {
  const w = words.calendar;
  return (
    <Panel title={w.history.title}>
      {done.length === 0 && <Text>{w.history.none}</Text>}
      {[...done].reverse().map((one) => {
        const title = w.history.entry(titleOf(one), day(one.on));
        return (
          <Row
            key={one.seq}
            title={title}
            mark={one.withdrawn ? 'quiet' : 'good'}
            aside={
              !closed &&
              one.withdrawn === null && (
                <Button variant="default" aria-label={w.history.withdrawOne(title)} onClick={() => onWithdraw(one)}>
                  {w.history.withdraw}
                </Button>
              )
            }
          >
            <Text size="sm">{w.history.by(one.by, dateTime(one.at))}</Text>
            {one.note && (
              <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
                {one.note}
              </Text>
            )}
            {one.withdrawn && (
              <Text size="sm">
                {w.history.withdrawn(one.withdrawn.by, dateTime(one.withdrawn.at))} {one.withdrawn.reason}
              </Text>
            )}
          </Row>
        );
      })}
    </Panel>
  );
}

export const titleOf = ({ task }: Pick<AuditDone, 'task'>): string =>
  auditCalendar.find(({ id }) => id === task)?.title ?? task;
