import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { SecretsView } from '../../../shared/ipc';
import { accepted } from '../../bridge';
import { Panel } from '../../parts/panel';
import { attempt, useNotices } from '../../state/notices';
import { useReview } from '../../state/review';
import { words } from '../../words';
import { Reused } from './reused';
import { SecretTable } from './secret-table';
import classes from './secrets.module.css';

/** What is kept for this target, and what can be made. A value goes to the clipboard at most, and never through here. */
export default function Secrets() {
  const { id, practice, run, readOnly } = useReview(({ review }) => review)!;
  const [view, setView] = useState<SecretsView | null>(null);
  const load = useCallback(
    () => attempt(async () => setView(await accepted(window.gonogo.secrets.list({ review: id })))),
    [id],
  );
  useEffect(() => void load(), [load]);
  if (!view) return null;
  const missing = view.secrets.filter(({ created, generated }) => generated && created === null).map(({ key }) => key);
  const complete = missing.length === 0;
  const generate = () =>
    attempt(async () => {
      const { made } = await accepted(window.gonogo.secrets.generate({ review: id, keys: missing, replace: false }));
      useNotices.getState().tell('done', words.secrets.made(made));
      await load();
    });
  const install = () =>
    attempt(async () => {
      await accepted(window.gonogo.secrets.installInPractice({ review: id }));
      useNotices.getState().tell('done', words.secrets.practice.installed);
    });
  return (
    <div className={classes.secrets}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {words.secrets.title}
        </Title>
        {view.missing === null && (
          <Button size="md" onClick={generate} data-disabled={complete || undefined} aria-disabled={complete}>
            {complete ? words.secrets.noneMissing : words.secrets.generate(missing.length)}
          </Button>
        )}
      </Group>
      <Text c="dimmed">{words.secrets.kept[view.keychain]}</Text>
      {view.missing !== null ? (
        <Alert color="orange" variant="outline" title={words.secrets.missing}>
          <Text>{view.missing}</Text>
          <Button variant="default" mt="sm" onClick={load}>
            {words.secrets.again}
          </Button>
        </Alert>
      ) : (
        <SecretTable review={id} secrets={view.secrets} reload={load} />
      )}
      {practice?.running && view.missing === null && (
        <Panel title={words.secrets.practice.title}>
          <Text mb="sm">{complete ? words.secrets.practice.text : words.secrets.practice.first}</Text>
          <Button variant="light" onClick={install} disabled={!complete || readOnly !== null}>
            {words.secrets.practice.install}
          </Button>
        </Panel>
      )}
      {run && <Reused findings={run.findings} />}
    </div>
  );
}
