import { Button, Stack, Text, Title } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import type { VerifyResult } from '../../../shared/record/verify-result';
import { accepted } from '../../bridge';
import { Verified } from '../../parts/verified';
import { attempt } from '../../state/notices';
import { words } from '../../words';

/** Any record's verdict, for somebody who trusts nothing. */
export default function Verify() {
  const [result, setResult] = useState<VerifyResult | null>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (!file) return;
    const path = window.gonogo.pathOf(file);
    void attempt(async () => setResult(await accepted(window.gonogo.record.verify({ path }))));
  };
  const pick = () =>
    attempt(async () => {
      const picked = await accepted(window.gonogo.record.pickAndVerify());
      if (picked) setResult(picked);
    });
  return (
    <Stack p="lg" gap="md" maw={1100} mih="100%" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Title order={1} size="h2">
        {words.verify.title}
      </Title>
      <Text>{words.verify.text}</Text>
      <Button w="fit-content" onClick={pick}>
        {words.verify.pick}
      </Button>
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
