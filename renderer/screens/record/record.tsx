import { Button, Code, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { IdentityView } from '../../../shared/ipc';
import { isGonogo } from '../../../shared/record/file-names';
import type { VerifyResult } from '../../../shared/record/verify-result';
import { accepted } from '../../bridge';
import { Identity } from '../../parts/identity';
import { Panel } from '../../parts/panel';
import { Verified } from '../../parts/verified';
import { attempt } from '../../state/notices';
import { usePlace } from '../../state/place';
import { useReview } from '../../state/review';
import { words } from '../../words';

/** The frozen review, signed by who sits here, as a folder or one file that stands without us. */
export default function Record() {
  const { id, state, practice } = useReview(({ review }) => review)!;
  const { go } = usePlace.getState();
  const [identity, setIdentity] = useState<IdentityView | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [path, setPath] = useState<string | null>(null);
  const [verified, setVerified] = useState<VerifyResult | null>(null);
  const load = useCallback(
    () => attempt(async () => setIdentity(await accepted(window.gonogo.identity.read({ review: id })))),
    [id],
  );
  useEffect(() => void load(), [load]);
  const sign = () =>
    attempt(async () => {
      const exported = await accepted(window.gonogo.record.export({ review: id, passphrase }));
      setPassphrase('');
      if (!exported) return;
      const result = await accepted(window.gonogo.record.verify({ path: exported.path }));
      setPath(exported.path);
      setVerified(result);
    });
  const text = words.record;
  return (
    <Stack p="lg" gap="lg" maw={1100}>
      <Title order={1} size="h2">
        {text.title}
      </Title>
      <Identity practice={practice && id} identity={identity} onMade={load} />
      {state.frozen === null ? (
        <Group>
          <Text>{text.notFrozen}</Text>
          <Button variant="default" onClick={() => go({ screen: 'poll', review: id })}>
            {text.toPoll}
          </Button>
        </Group>
      ) : (
        <Panel title={text.sign.title}>
          <Text mb="sm">{text.sign.text}</Text>
          <Group align="flex-end">
            {practice === null && (
              <PasswordInput
                label={text.sign.passphrase}
                w={320}
                autoComplete="off"
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
              />
            )}
            <Button size="md" onClick={sign} disabled={identity === null}>
              {text.sign.button}
            </Button>
          </Group>
        </Panel>
      )}
      {path !== null && verified && (
        <Panel title={text.exported.title}>
          <Text mb="sm" style={{ overflowWrap: 'anywhere' }}>
            {path}
          </Text>
          <Verified result={verified} />
          <Text mt="md">{isGonogo(path) ? text.exported.unpack : text.exported.openssl}</Text>
          <Code block>
            openssl cms -verify -binary -inform DER -in record.json.p7s -content record.json -CAfile signers.pem
            -purpose any -out /dev/null
          </Code>
          <Button
            mt="sm"
            variant="default"
            onClick={() => attempt(async () => accepted(window.gonogo.record.show({ path })))}
          >
            {text.exported.show}
          </Button>
        </Panel>
      )}
    </Stack>
  );
}
