import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { DragEvent } from 'react';
import { accepted } from '../../bridge';
import { Verified } from '../../parts/verified';
import { attempt } from '../../state/notices';
import { useVerify } from '../../state/verify';
import { words } from '../../words';

/** Any record's verdict, for somebody who trusts nothing. */
export default function Verify() {
  const { result, show } = useVerify();
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (!file) return;
    const path = window.gonogo.pathOf(file);
    void attempt(async () => show(await accepted(window.gonogo.record.verify({ path }))));
  };
  const pick = (from: 'folder' | 'file') =>
    attempt(async () => {
      const picked = await accepted(window.gonogo.record.pickAndVerify({ from }));
      if (picked) show(picked);
    });
  return (
    <Stack p="lg" gap="md" maw={1100} mih="100%" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Title order={1} size="h2">
        {words.verify.title}
      </Title>
      <Text>{words.verify.text}</Text>
      <Group>
        <Button onClick={() => pick('folder')}>{words.verify.folder}</Button>
        <Button onClick={() => pick('file')}>{words.verify.file}</Button>
      </Group>
      {result && (
        <>
          <Text c="dimmed">
            {words.verify.notYours} {result.path}
          </Text>
          <Verified result={result} />
        </>
      )}
    </Stack>
  );
}
