import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { words } from '../words';

/** A defect in what it holds takes down that alone: the rest of the window stays, and says what happened. */
export class Mishap extends Component<{ children: ReactNode }, { cause: Error | null }> {
  override state = { cause: null as Error | null };

  static getDerivedStateFromError(cause: Error) {
    return { cause };
  }

  override render(): ReactNode {
    const { cause } = this.state;
    if (!cause) return this.props.children;
    return (
      <Stack p="lg" align="flex-start" role="alert">
        <Title order={1} size="h2">
          {words.shell.mishap.title}
        </Title>
        <Text>{words.shell.mishap.text}</Text>
        <Code>{cause.message}</Code>
        <Button onClick={() => this.setState({ cause: null })}>{words.shell.mishap.again}</Button>
      </Stack>
    );
  }
}
