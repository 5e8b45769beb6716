import { Stack, Text, Title } from '@mantine/core';
import { incidentRunbook } from '../../../shared/checklist/incident-runbook';
import { Panel } from '../../parts/panel';
import { words } from '../../words';
import { byPhase } from './phases';
import { StepText } from './step-text';

/** The runbook itself, to be read and rehearsed before anything happened. */
export function Plan() {
  return (
    <Panel title={words.runbook.plan.title}>
      <Text c="dimmed" mb="md">
        {words.runbook.plan.text}
      </Text>
      <Stack gap="lg">
        {byPhase(incidentRunbook).map(({ phase, steps }) => (
          <Stack key={phase} gap="md">
            <Title order={3} size="h5" c="dimmed">
              {words.runbook.phases[phase]}
            </Title>
            {steps.map((step) => (
              <section key={step.number} aria-label={step.title}>
                <Text fw={600}>
                  {words.runbook.step(step.number, step.title)}{' '}
                  <Text span size="sm" c="dimmed">
                    {words.runbook.roles[step.who]}
                  </Text>
                </Text>
                <StepText title={step.title} />
              </section>
            ))}
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}
