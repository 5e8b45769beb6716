import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { dateTime } from '../../parts/dates';
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
      <div>
        <Anchor component="button" size="sm" onClick={onBack}>
          {w.back}
        </Anchor>
        <Group justify="space-between" align="flex-start">
          <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
            {state.name}
          </Title>
          {problem === null && (
            <Button
              variant="default"
              flex="none"
              onClick={() => dialog.open({ kind: state.ended ? 'reopened' : 'ended' })}
            >
              {state.ended ? w.reopen : w.close}
            </Button>
          )}
        </Group>
        <Text c="dimmed">{w.stepsDone(state.steps.filter(({ checked }) => checked).length, state.steps.length)}</Text>
      </div>
      {problem && (
        <Alert color="red" variant="outline">
          {w.problem(problem)}
        </Alert>
      )}
      {state.ended && (
        <Alert color="gray" variant="outline" title={w.closedBy(state.ended.by, dateTime(state.ended.at))}>
          {state.ended.summary}
        </Alert>
      )}
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
