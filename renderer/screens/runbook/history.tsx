import { Button, Text } from '@mantine/core';
import type { IncidentEntry } from '../../../shared/incident/entries';
import type { IncidentState } from '../../../shared/incident/fold';
import { dateTime } from '../../parts/dates';
import { Panel } from '../../parts/panel';
import { words } from '../../words';
import classes from './history.module.css';

interface HistoryProps {
  entries: readonly IncidentEntry[];
  state: IncidentState;
  closed: boolean;
  onNote: () => void;
}

/** The log: who knew, said and did what, when. Newest first; nothing is ever struck out. */
export function History({ entries, state, closed, onNote }: HistoryProps) {
  const w = words.runbook;
  return (
    <Panel
      title={w.log.title}
      aside={
        !closed && (
          <Button variant="default" size="compact-md" onClick={onNote}>
            {w.log.note}
          </Button>
        )
      }
    >
      <ol reversed className={classes.log}>
        {[...entries].reverse().map((entry) => {
          const [what, text] = tell(entry, state);
          return (
            <li key={entry.seq}>
              <Text size="sm" c="dimmed">
                {w.by(entry.statedBy, dateTime(entry.at))} {what}
              </Text>
              {text && <Text className={classes.text}>{text}</Text>}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

/** What an entry did, and the person's own words. */
function tell(entry: IncidentEntry, { steps }: IncidentState): [what: string, text: string | null] {
  const { entries, ...log } = words.runbook.log;
  const step = (number: number): string => log.step(number, steps[number - 1]!.title);
  switch (entry.type) {
    case 'opened':
      return [entries.opened(dateTime(entry.data.awareAt)), entry.data.name];
    case 'assigned': {
      const { owner, contact } = entry.data;
      return [
        entries.assigned(step(entry.data.step)),
        [owner ?? words.runbook.nobody, contact].filter(Boolean).join(', '),
      ];
    }
    case 'checked':
      return [entries.checked(step(entry.data.step)), entry.data.note];
    case 'unchecked':
      return [entries.unchecked(step(entry.data.step)), entry.data.reason];
    case 'noted':
      return [entries.noted, entry.data.text];
    case 'notice-settled':
      return [entries[entry.data.outcome], entry.data.words];
    case 'notice-reopened':
      return [entries['notice-reopened'], entry.data.reason];
    case 'ended':
      return [entries.ended, entry.data.summary];
    case 'reopened':
      return [entries.reopened, entry.data.reason];
  }
}
