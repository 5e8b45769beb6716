import { Button, Stack, Table, Text, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { IdentityView } from '../../../shared/ipc';
import { accepted } from '../../bridge';
import { Confirmation } from '../../parts/confirmation';
import { date } from '../../parts/dates';
import { Panel } from '../../parts/panel';
import { attempt, useNotices } from '../../state/notices';
import { words } from '../../words';
import classes from './trusted.module.css';

/** Whose signatures count here. Main asks before it trusts anybody. */
export function Trusted() {
  const [signers, setSigners] = useState<IdentityView[]>([]);
  const [pem, setPem] = useState('');
  useEffect(() => void attempt(async () => setSigners(await accepted(window.gonogo.identity.trusted()))), []);
  const text = words.settings.trusted;
  const changed = (now: IdentityView[]): void => {
    setSigners(now);
    useNotices.getState().tell('done', text.added);
  };
  const add = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(async () => {
      const now = await accepted(window.gonogo.identity.trust({ pem }));
      if (!now) return;
      changed(now);
      setPem('');
    });
  };
  const remove = (sha256: string) =>
    attempt(async () => changed(await accepted(window.gonogo.identity.distrust({ sha256 }))));
  return (
    <Panel title={text.title}>
      <Stack gap="sm">
        <Text c="dimmed">{text.why}</Text>
        {signers.length === 0 ? (
          <Text>{text.none}</Text>
        ) : (
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                {Object.entries(text.columns).map(([name, label]) => (
                  <Table.Th key={name}>{label}</Table.Th>
                ))}
                <Table.Th aria-label={text.remove} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {signers.map((signer) => (
                <Signer key={signer.sha256} signer={signer} onRemove={() => void remove(signer.sha256)} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        <form onSubmit={add}>
          <Textarea
            label={text.pem}
            description={text.pemHint}
            value={pem}
            onChange={(event) => setPem(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={8}
            spellCheck={false}
            classNames={{ input: classes.pem }}
            required
          />
          <Button type="submit" variant="default" mt="sm">
            {text.add}
          </Button>
        </form>
      </Stack>
    </Panel>
  );
}

function Signer({
  signer: { name, email, sha256, notAfter },
  onRemove,
}: {
  signer: IdentityView;
  onRemove: () => void;
}) {
  const [asked, setAsked] = useState(false);
  const { remove, removeOne, removal } = words.settings.trusted;
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.holder}>
        {name}
        <Text size="sm" c="dimmed">
          {email}
        </Text>
      </Table.Th>
      <Table.Td className={classes.sha256}>{sha256}</Table.Td>
      <Table.Td>{date(notAfter)}</Table.Td>
      <Table.Td>
        <Button variant="subtle" size="compact-md" aria-label={removeOne(name)} onClick={() => setAsked(true)}>
          {remove}
        </Button>
        <Confirmation
          opened={asked}
          title={removal.title(name)}
          yes={removal.yes}
          onNo={() => setAsked(false)}
          onYes={onRemove}
        >
          <Text>{removal.text}</Text>
        </Confirmation>
      </Table.Td>
    </Table.Tr>
  );
}
