import type { AuditDone } from '../../../../shared/audits/fold';
import type { AuditTask } from '../../../../shared/checklist/audit-calendar';
import { day } from '../../../parts/dates';
import { namesIn } from '../../../parts/names-in';
import { ProseDialog } from '../../../parts/prose-dialog';
import { attempt } from '../../../state/notices';
import { words } from '../../../words';
import { titleOf } from '../done';
import type { OpenCalendar, Say } from '../use-calendars';
import { MarkDone } from './mark-done';
import { Owner } from './owner';

/** What somebody set out to say. */
export type Asked =
  | { kind: 'done' | 'owned'; task: AuditTask }
  | { kind: 'done-withdrawn'; done: AuditDone }
  | { kind: 'ended' };

interface CalendarDialogProps {
  asked: Asked;
  calendar: OpenCalendar;
  today: string;
  me: string;
  say: Say;
  onClose: () => void;
}

export function CalendarDialog({ asked, calendar, today, me, say, onClose }: CalendarDialogProps) {
  const { state, entries } = calendar;
  const names = namesIn(entries);
  const sayAndClose: Say = (by, saying) =>
    attempt(async () => {
      await say(by, saying);
      onClose();
    });
  const { dialogs, history } = words.calendar;
  const common = { names, me, onClose };
  switch (asked.kind) {
    case 'done':
      return <MarkDone {...common} task={asked.task} from={state.launchedOn} today={today} say={sayAndClose} />;
    case 'owned':
      return <Owner {...common} task={asked.task} owner={state.owners[asked.task.id] ?? null} say={sayAndClose} />;
    case 'done-withdrawn':
      return (
        <ProseDialog
          {...common}
          text={{ title: history.entry(titleOf(asked.done), day(asked.done.on)), ...dialogs.withdrawn }}
          onSubmit={({ text: reason, by }) =>
            void sayAndClose(by, { type: 'done-withdrawn', data: { done: asked.done.seq, reason } })
          }
        />
      );
    case 'ended':
      return (
        <ProseDialog
          {...common}
          text={dialogs.ended}
          onSubmit={({ text: reason, by }) => void sayAndClose(by, { type: 'ended', data: { reason } })}
        />
      );
  }
}
