import { Button, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { useNotices } from '../../state/notices';
import { words } from '../../words';
import classes from './target.module.css';
import { useForm } from './use-target-form';

const text = words.target.yaml;
const maxBytes = 1024 * 1024;

/** The target as a file: written here, pasted, or opened. */
export function TargetYaml() {
  const { text: own, yaml, problems, write, discardText } = useForm();
  const isWrong = own !== null && problems.length > 0;
  const change = (event: ChangeEvent<HTMLTextAreaElement>): void =>
    write(event.currentTarget.value, { elsewhere: !isTyping(event.nativeEvent) });
  const open = async (file: File | null): Promise<void> => {
    if (file && file.size > maxBytes) useNotices.getState().tell('refused', text.tooBig);
    else if (file) write(await file.text(), { elsewhere: true });
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text c="dimmed">{text.how}</Text>
        <FileButton accept=".yml,.yaml,.json" onChange={(file) => void open(file)}>
          {(button) => (
            <Button variant="default" {...button}>
              {text.open}
            </Button>
          )}
        </FileButton>
      </Group>
      <Textarea
        className={classes.yaml}
        aria-label={text.label}
        value={yaml}
        onChange={change}
        error={isWrong}
        autosize
        minRows={14}
        maxRows={30}
        spellCheck={false}
      />
      {isWrong && (
        <div role="status">
          <List mb="sm">
            {problems.map(({ line, at, words: what }) => (
              <List.Item key={`${line}${at}${what}`}>
                <Text span c="var(--no-go)">
                  {text.line(line)}: {words.target.problems.one(at, what)}
                </Text>
              </List.Item>
            ))}
          </List>
          <Group>
            <Text>{text.notYet}</Text>
            <Button variant="default" size="compact-sm" onClick={discardText}>
              {text.discard}
            </Button>
          </Group>
        </div>
      )}
    </Stack>
  );
}

/** Whether a change came from one key. What cannot be told from a paste (a drop, an undo, many characters at once) did not. */
const isTyping = (event: Event): boolean => {
  const { inputType = '', data } = event as InputEvent;
  return /^(insertText|insertLineBreak|delete\w+)$/.test(inputType) && (data ?? '').length <= 1;
};
