import { Text } from '@mantine/core';
import type { IncidentSaying } from '../../../../shared/incident/entries';
import type { IncidentState, StepState } from '../../../../shared/incident/fold';
import { namesIn } from '../../../parts/names-in';
import { ProseDialog } from '../../../parts/prose-dialog';
import { attempt } from '../../../state/notices';
import { words } from '../../../words';
import type { OpenIncident, Say } from '../use-incidents';
import { Assign } from './assign';

/** What somebody set out to say, still without their words. */
export type Asked = { kind: 'assigned'; step: StepState } | Spoken;
type Spoken =
  | { kind: 'checked' | 'unchecked'; step: StepState }
  | { kind: 'noted' | 'notice-given' | 'notice-not-owed' | 'notice-reopened' | 'ended' | 'reopened' };

interface IncidentDialogProps {
  asked: Asked;
  incident: OpenIncident;
  me: string;
  say: Say;
  onClose: () => void;
}

export function IncidentDialog({ asked, incident, me, say, onClose }: IncidentDialogProps) {
  const { state, entries } = incident;
  const names = namesIn(entries);
  if (asked.kind === 'assigned') {
    return <Assign step={asked.step} state={state} names={names} me={me} say={say} onClose={onClose} />;
  }
  return (
    <ProseDialog
      text={textOf(asked)}
      required={asked.kind !== 'checked'}
      names={names}
      me={me}
      onClose={onClose}
      onSubmit={({ text, by }) =>
        void attempt(async () => {
          await say(by, sayingOf(asked, text));
          onClose();
        })
      }
    >
      {asked.kind === 'ended' && <StillOpen state={state} />}
    </ProseDialog>
  );
}

/** Closing is allowed at any time: what is left undone is said, and stays in the log. */
function StillOpen({ state }: { state: IncidentState }) {
  const w = words.runbook.dialogs.ended;
  const steps = state.steps.filter(({ checked }) => checked === null).length;
  return (
    <>
      {steps > 0 && <Text size="sm">{w.stepsOpen(steps)}</Text>}
      {state.notice === null && <Text size="sm">{w.noticeOpen}</Text>}
    </>
  );
}

function textOf(asked: Spoken): { title: string; label: string; submit: string } {
  const { dialogs, step } = words.runbook;
  return 'step' in asked
    ? { title: step(asked.step.number, asked.step.title), ...dialogs[asked.kind] }
    : dialogs[asked.kind];
}

function sayingOf(asked: Spoken, text: string): IncidentSaying {
  switch (asked.kind) {
    case 'checked':
      return { type: 'checked', data: { step: asked.step.number, note: text || null } };
    case 'unchecked':
      return { type: 'unchecked', data: { step: asked.step.number, reason: text } };
    case 'noted':
      return { type: 'noted', data: { text } };
    case 'notice-given':
      return { type: 'notice-settled', data: { outcome: 'given', words: text } };
    case 'notice-not-owed':
      return { type: 'notice-settled', data: { outcome: 'not-owed', words: text } };
    case 'notice-reopened':
      return { type: 'notice-reopened', data: { reason: text } };
    case 'ended':
      return { type: 'ended', data: { summary: text } };
    case 'reopened':
      return { type: 'reopened', data: { reason: text } };
  }
}
