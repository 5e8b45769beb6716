import { Button, Stack, Text } from '@mantine/core';
import { dateTime } from '../../parts/dates';
import { LogHead } from '../../parts/log-head';
import { Panel } from '../../parts/panel';
import { useDialog } from '../../parts/use-dialog';
import { words } from '../../words';
import { Clocks } from './clocks';
import { type Asked, IncidentDialog } from './dialogs/incident-dialog';
import { History } from './history';
import { byPhase } from './phases';
import { Step } from './step';
import type { OpenIncident, Say } from './use-incidents';

interface OneIncidentProps {
  incident: OpenIncident;
  say: Say;
  onBack: () => void;
}

/** An incident under way, or afterwards: its clocks, its steps by phase, its log. */
export function OneIncident({ incident, say, onBack }: OneIncidentProps) {
  const { state, entries, problem } = incident;
  const dialog = useDialog<Asked>();
  const closed = state.ended !== null || problem !== null;
  const w = words.runbook;
  return (
    <Stack p="lg" gap="lg" maw={1100}>
      <LogHead
        name={state.name}
        back={w.back}
        onBack={onBack}
        actions={
          problem === null && (
            <Button
              variant="default"
              flex="none"
              onClick={() => dialog.open({ kind: state.ended ? 'reopened' : 'ended' })}
            >
              {state.ended ? w.reopen : w.close}
            </Button>
          )
        }
        problem={problem && w.problem(problem)}
        ended={
          state.ended && { title: w.closedBy(state.ended.by, dateTime(state.ended.at)), text: state.ended.summary }
        }
      >
        <Text c="dimmed">{w.stepsDone(state.steps.filter(({ checked }) => checked).length, state.steps.length)}</Text>
      </LogHead>
      <Clocks state={state} closed={closed} onNotice={(kind) => void dialog.open({ kind })} />
      {byPhase(state.steps).map(({ phase, steps }) => (
        <Panel key={steps[0]!.number} title={w.phases[phase]}>
          {steps.map((step) => (
            <Step
              key={step.number}
              step={step}
              closed={closed}
              onCheck={() => void dialog.open({ kind: step.checked ? 'unchecked' : 'checked', step })}
              onAssign={() => void dialog.open({ kind: 'assigned', step })}
            />
          ))}
        </Panel>
      ))}
      <History entries={entries} state={state} closed={closed} onNote={() => void dialog.open({ kind: 'noted' })} />
      {dialog.opened && (
        <IncidentDialog
          asked={dialog.opened}
          incident={incident}
          me={dialog.opened.me}
          say={say}
          onClose={dialog.close}
        />
      )}
    </Stack>
  );
}
