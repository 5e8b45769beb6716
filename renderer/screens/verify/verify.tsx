import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { VerifiedSigner, VerifyResult } from '../../../shared/record/verify-result';
import { accepted } from '../../bridge';
import { Verified } from '../../parts/verified';
import { attempt, useNotices } from '../../state/notices';
import { useVerify } from '../../state/verify';
import { words } from '../../words';
import { Compare } from './compare';
import { Compared } from './compared';

/** Any record's verdict, for somebody who trusts nothing. */
export default function Verify() {
  const { result, comparison, verify } = useVerify();
  const pick = (from: 'folder' | 'file') =>
    attempt(async () => {
      const path = await accepted(window.gonogo.record.pick({ from, as: 'record' }));
      if (path !== null) await verify(path);
    });
  const trust = ({ path }: VerifyResult, { name, sha256 }: VerifiedSigner) =>
    attempt(async () => {
      if (!(await accepted(window.gonogo.record.trustSigner({ path, sha256 })))) return;
      useNotices.getState().tell('done', words.verify.trusted(name));
      await verify(path);
    });
  return (
    <Stack p="lg" gap="md" maw={1100}>
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
      <Compare shown={result?.path ?? null} />
      {comparison && <Compared comparison={comparison} />}
    </Stack>
  );
}

/** Whose signature holds, though nobody here said yet that it is theirs. */
const unknownSigners = ({ authentic, signers }: VerifyResult): VerifiedSigner[] =>
  authentic ? signers.filter(({ trusted }) => trusted !== true) : [];
