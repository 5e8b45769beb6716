import { Alert, Anchor, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface LogHeadProps {
  name: string;
  /** The way back to the list, in words. */
  back: string;
  onBack: () => void;
  /** What can be done with the whole of it. */
  actions: ReactNode;
  /** Why nothing can be added to it, in words. */
  problem: string | null;
  /** Who closed it and when, and what they said of it. */
  ended: { title: string; text: ReactNode } | null;
  /** What it is about, beneath its name. */
  children: ReactNode;
}

/** What stands above one log: the way back, its name, and why nothing can be added to it any more. */
export function LogHead({ name, back, onBack, actions, problem, ended, children }: LogHeadProps) {
  return (
    <>
      <div>
        <Anchor component="button" size="sm" onClick={onBack}>
          {back}
        </Anchor>
        <Group justify="space-between" align="flex-start">
          <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
          {actions}
        </Group>
        {children}
      </div>
      {problem && (
        <Alert color="red" variant="outline">
          {problem}
        </Alert>
      )}
      {ended && (
        <Alert color="gray" variant="outline" title={ended.title}>
          {ended.text}
        </Alert>
      )}
    </>
  );
}
