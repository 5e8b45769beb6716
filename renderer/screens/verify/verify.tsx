import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { DragEvent } from 'react';
import type { VerifiedSigner, VerifyResult } from '../../../shared/record/verify-result';
import { accepted } from '../../bridge';
import { Verified } from '../../parts/verified';
import { attempt, useNotices } from '../../state/notices';
import { useVerify } from '../../state/verify';
import { words } from '../../words';
import { Compared } from './compared';

/** Any record's verdict, for somebody who trusts nothing. */
export default function Verify() {
  const { result, comparison, show, showComparison } = useVerify();
  const verify = async (path: string) => show(await accepted(window.gonogo.record.verify({ path })));
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) void attempt(() => verify(window.gonogo.pathOf(file)));
  };
  const pick = (from: 'folder' | 'file') =>
    attempt(async () => {
      const picked = await accepted(window.gonogo.record.pickAndVerify({ from }));
      if (picked) show(picked);
    });
  const compare = () =>
    attempt(async () => {
      const compared = await accepted(window.gonogo.record.pickAndCompare());
      if (compared) showComparison(compared);
    });
  const trust = ({ path }: VerifyResult, { name, sha256 }: VerifiedSigner) =>
    attempt(async () => {
      if (!(await accepted(window.gonogo.record.trustSigner({ path, sha256 })))) return;
      useNotices.getState().tell('done', words.verify.trusted(name));
      await verify(path);
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
        <Button variant="default" onClick={compare}>
          {words.verify.compare.button}
        </Button>
      </Group>
      {result && (
        <>
          <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {words.verify.notYours} {result.path}
          </Text>
          <Verified result={result} />
          <Group>
            {unknownSigners(result).map((signer) => (
              <Button key={signer.sha256} variant="default" onClick={() => trust(result, signer)}>
                {words.verify.trust(signer.name)}
              </Button>
            ))}
          </Group>
        </>
      )}
      {comparison && <Compared comparison={comparison} />}
    </Stack>
  );
}

/** Whose signature holds, though nobody here said yet that it is theirs. */
const unknownSigners = ({ authentic, signers }: VerifyResult): VerifiedSigner[] =>
  authentic ? signers.filter(({ trusted }) => trusted !== true) : [];
