import { Text } from '@mantine/core';
import { CopyBlock } from '../../parts/copy-block';
import { words } from '../../words';
import { planOf } from './phases';

/** What a step asks for, and its commands. Nothing for a step of another runbook: its title is all that is known. */
export function StepText({ title }: { title: string }) {
  const plan = planOf(title);
  if (!plan) return null;
  return (
    <>
      <Text size="sm" mt={4} maw="80ch">
        {plan.what}
      </Text>
      {plan.commands.map((command) => (
        <CopyBlock key={command} text={command} label={words.shell.copyCommand(command)} />
      ))}
    </>
  );
}
