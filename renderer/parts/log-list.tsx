import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Panel } from './panel';
import { Row } from './row';

interface ListedLog<S> {
  id: string;
  /** Null when not even its beginning can be read. */
  state: S | null;
  /** Why nothing can be added to it. */
  problem: string | null;
}

interface LogListProps<S> {
  title: string;
  /** Said when there is none. */
  none: string;
  logs: readonly ListedLog<S>[];
  sayProblem: (problem: string) => string;
  /** How it stands. */
  standing: (state: S) => ReactNode;
  onOpen: (id: string) => void;
}

/** The logs of one kind by name, each with how it stands. */
export function LogList<S extends { name: string }>({
  title,
  none,
  logs,
  sayProblem,
  standing,
  onOpen,
}: LogListProps<S>) {
  return (
    <Panel title={title}>
      {logs.length === 0 && <Text>{none}</Text>}
      {logs.map(({ id, state, problem }) => (
        <Row
          key={id}
          title={
            state ? (
              <Anchor component="button" inherit ta="left" onClick={() => onOpen(id)}>
                {state.name}
              </Anchor>
            ) : (
              id
            )
          }
        >
          {state && standing(state)}
          {problem && (
            <Text size="sm" c="var(--no-go)">
              {sayProblem(problem)}
            </Text>
          )}
        </Row>
      ))}
    </Panel>
  );
}
