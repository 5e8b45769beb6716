import { Button, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { KeptSecretView } from '../../../shared/ipc';
import { accepted } from '../../bridge';
import { Confirmation } from '../../parts/confirmation';
import { dateTime } from '../../parts/dates';
import { attempt, useNotices } from '../../state/notices';
import { words } from '../../words';
import { useCountdown } from './countdown';

/** Main clears the clipboard after as many seconds (electron/ipc/clipboard.ts). */
const clearedAfter = 30;

interface TableProps {
  review: string;
  secrets: readonly KeptSecretView[];
  reload: () => Promise<unknown>;
}

/** Each key: since when it is kept, and what can be done with it. */
export function SecretTable({ review, secrets, reload }: TableProps) {
  const [copied, setCopied] = useState<string | null>(null);
  const { left, start } = useCountdown();
  const copy = (key: string) =>
    attempt(async () => {
      if (!(await accepted(window.gonogo.secrets.copy({ review, key })))) return;
      setCopied(key);
      start(clearedAfter);
    });
  return (
    <>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {Object.entries(words.secrets.columns).map(([name, label]) => (
              <Table.Th key={name}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {secrets.map((secret) => (
            <SecretRow key={secret.key} review={review} secret={secret} onCopy={copy} reload={reload} />
          ))}
        </Table.Tbody>
      </Table>
      {copied && (
        <>
          <Text aria-hidden={left > 0}>
            {left > 0 ? words.secrets.copied(copied, left) : words.secrets.cleared(copied)}
          </Text>
          {/* Said once to a screen reader, not each second. */}
          <VisuallyHidden role="status">{left > 0 && words.secrets.clears(copied, clearedAfter)}</VisuallyHidden>
        </>
      )}
    </>
  );
}

interface RowProps {
  review: string;
  secret: KeptSecretView;
  onCopy: (key: string) => void;
  reload: () => Promise<unknown>;
}
function SecretRow({ review, secret: { key, created, generated }, onCopy, reload }: RowProps) {
  const [asked, setAsked] = useState(false);
  const { actions, anew, since, notKept, made, removed } = words.secrets;
  const generate = () =>
    attempt(async () => {
      await accepted(window.gonogo.secrets.generate({ review, keys: [key], replace: created !== null }));
      useNotices.getState().tell('done', made([key]));
      await reload();
    });
  const remove = () =>
    attempt(async () => {
      if (!(await accepted(window.gonogo.secrets.remove({ review, key })))) return;
      useNotices.getState().tell('done', removed(key));
      await reload();
    });
  return (
    <Table.Tr>
      <Table.Th scope="row">{key}</Table.Th>
      <Table.Td>{created === null ? <Text c="dimmed">{notKept}</Text> : since(dateTime(created))}</Table.Td>
      <Table.Td>
        <Group gap="xs">
          {generated && (
            <Button
              variant="light"
              size="compact-md"
              aria-label={(created === null ? actions.generateOne : actions.anewOne)(key)}
              onClick={() => (created === null ? generate() : setAsked(true))}
            >
              {created === null ? actions.generate : actions.anew}
            </Button>
          )}
          {created !== null && (
            <>
              <Button variant="light" size="compact-md" aria-label={actions.copyOne(key)} onClick={() => onCopy(key)}>
                {actions.copy}
              </Button>
              <Button variant="subtle" size="compact-md" aria-label={actions.removeOne(key)} onClick={remove}>
                {actions.remove}
              </Button>
            </>
          )}
        </Group>
        <Confirmation
          opened={asked}
          title={anew.title(key)}
          yes={anew.yes}
          onNo={() => setAsked(false)}
          onYes={generate}
        >
          <Text>{anew.text}</Text>
        </Confirmation>
      </Table.Td>
    </Table.Tr>
  );
}
