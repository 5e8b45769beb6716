import { Alert, Button, Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { IdentityView, KeychainView } from '../../../shared/ipc';
import { accepted } from '../../bridge';
import { Identity } from '../../parts/identity';
import { Panel } from '../../parts/panel';
import { attempt } from '../../state/notices';
import { useSettings } from '../../state/settings';
import { words } from '../../words';

/** Where keys are kept here, and the key that signs: there is none of it without a keychain. */
export function Signing() {
  const settings = useSettings(({ settings }) => settings);
  const [kept, setKept] = useState<{ keychain: KeychainView; identity: IdentityView | null } | null>(null);
  const load = useCallback(
    () =>
      attempt(async () => {
        const keychain = await accepted(window.gonogo.secrets.keychain());
        setKept({ keychain, identity: await accepted(window.gonogo.identity.read({ review: null })) });
      }),
    [],
  );
  useEffect(() => void load(), [load]);
  if (!kept) return null;
  const { keychain, identity } = kept;
  const text = words.settings.keychain;
  return (
    <>
      {keychain.missing === null && (
        // Begun anew when the person has said who they are: the form starts with it.
        <Identity key={`${settings?.name} ${settings?.email}`} practice={null} identity={identity} onMade={load} />
      )}
      <Panel title={text.title}>
        {keychain.missing === null ? (
          <Text>{text.kept[keychain.keychain]}</Text>
        ) : (
          <Alert color="orange" variant="outline" title={text.missing}>
            <Text>{keychain.missing}</Text>
            <Text mt="xs">{text.without}</Text>
            <Button variant="default" mt="sm" onClick={load}>
              {text.again}
            </Button>
          </Alert>
        )}
      </Panel>
    </>
  );
}
