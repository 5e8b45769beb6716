import { Button, Group, Text } from '@mantine/core';
import { IconAlarm, IconAlertTriangle } from '@tabler/icons-react';
import { breachNoticeHours } from '../../../shared/checklist/incident-runbook';
import type { IncidentState } from '../../../shared/incident/fold';
import { noticeDeadline, noticeOf } from '../../../shared/incident/notice';
import { dateTime } from '../../parts/dates';
import { Panel } from '../../parts/panel';
import { useNow } from '../../state/now';
import { words } from '../../words';
import classes from './clocks.module.css';
import { sayNotice } from './say-notice';

const second = 1000;
/** Under a day left is shown as urgent. */
const soon = 24 * 3_600_000;

interface ClocksProps {
  state: IncidentState;
  /** Nothing can be said any more. */
  closed: boolean;
  onNotice: (kind: 'notice-given' | 'notice-not-owed' | 'notice-reopened') => void;
}

/** How long the team has known, and how long it has for the notice. They stand still when the incident is closed. */
export function Clocks({ state, closed, onNotice }: ClocksProps) {
  return (
    <div className={classes.clocks}>
      <Panel title={words.runbook.aware.title}>
        <Elapsed state={state} />
        <Text size="sm" c="dimmed">
          {words.runbook.aware.since(dateTime(state.awareAt))}
        </Text>
      </Panel>
      <Panel title={words.runbook.notice.title}>
        <NoticeClock state={state} />
        <Text size="sm" c="dimmed">
          {words.runbook.notice.until(dateTime(new Date(noticeDeadline(state)).toISOString()), breachNoticeHours)}
        </Text>
        {state.notice && (
          <Text size="sm" mt="xs">
            {words.runbook.by(state.notice.by, dateTime(state.notice.at))} {state.notice.words}
          </Text>
        )}
        {!closed && (
          <Group gap="xs" mt="sm">
            {state.notice ? (
              <Button variant="default" size="compact-md" onClick={() => onNotice('notice-reopened')}>
                {words.runbook.notice.reopen}
              </Button>
            ) : (
              <>
                <Button size="compact-md" onClick={() => onNotice('notice-given')}>
                  {words.runbook.notice.given}
                </Button>
                <Button variant="default" size="compact-md" onClick={() => onNotice('notice-not-owed')}>
                  {words.runbook.notice.notOwed}
                </Button>
              </>
            )}
          </Group>
        )}
      </Panel>
    </div>
  );
}

function Elapsed({ state: { awareAt, ended } }: { state: IncidentState }) {
  const now = useNow(second);
  const until = ended ? Date.parse(ended.at) : now;
  return (
    // Not read out each second: a timer is silent until it is asked for (WAI-ARIA, role timer).
    <div className={classes.time} role="timer" aria-label={words.runbook.aware.title}>
      {words.runbook.clock(Math.max(0, until - Date.parse(awareAt)))}
    </div>
  );
}

function NoticeClock({ state }: { state: IncidentState }) {
  const notice = noticeOf(state, useNow(second));
  const { kind } = notice;
  const late = kind === 'overdue' || kind === 'given-late';
  const urgency = late ? 'overdue' : kind === 'runs' && notice.ms < soon ? 'soon' : undefined;
  const Icon = urgency === undefined ? IconAlarm : IconAlertTriangle;
  return (
    <div className={classes.time} data-urgency={urgency} role="timer" aria-label={words.runbook.notice.title}>
      <Icon aria-hidden />
      {sayNotice(notice, state.notice ? undefined : words.runbook.clock)}
    </div>
  );
}
