import { Button, Code, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Confirmation } from '../../parts/confirmation';
import { Panel } from '../../parts/panel';
import { VerdictMark } from '../../parts/verdict-mark';
import { attempt } from '../../state/notices';
import { type OpenReview, useReview } from '../../state/review';
import { words } from '../../words';
import classes from './holding.module.css';

interface Unreached {
  name: string;
  words: string;
  /** Set when all that is wrong is that nobody trusts this key yet. */
  unknownKey: string | null;
}

/** What could not be reached in the last run, and what to do about it. */
export function Failures({ review }: { review: OpenReview }) {
  const failures = unreachedOf(review);
  const whole = review.progress?.state === 'failed' ? review.progress.error : null;
  if (failures.length === 0 && !whole) return null;
  return (
    <Panel title={words.overview.failures.title}>
      {whole && <Text c="var(--no-go)">{words.overview.failures.whole(whole)}</Text>}
      <ul className={classes.list}>
        {failures.map(({ name, words: why }) => (
          <li key={name} className={classes.row}>
            <VerdictMark verdict="unseen" size={22} />
            <div className={classes.body}>
              <div className={classes.title}>{name}</div>
              <Text>{why}</Text>
            </div>
          </li>
        ))}
      </ul>
      <TrustKeys
        unknown={failures.flatMap(({ name, unknownKey }) => (unknownKey === null ? [] : [{ name, key: unknownKey }]))}
      />
    </Panel>
  );
}

/** A key that nobody knows yet may be trusted by a person who compared it. One that changed is never offered here. */
function TrustKeys({ unknown }: { unknown: readonly { name: string; key: string }[] }) {
  const [asked, setAsked] = useState(false);
  if (unknown.length === 0) return null;
  const { title, button, yes, text } = words.overview.failures.trust;
  return (
    <>
      <Button mt="sm" onClick={() => setAsked(true)}>
        {button(unknown.length)}
      </Button>
      <Confirmation
        opened={asked}
        title={title(unknown.length)}
        yes={yes}
        onNo={() => setAsked(false)}
        onYes={() => attempt(() => useReview.getState().run({ acceptHostKeys: unknown.map(({ key }) => key) }))}
      >
        <Text>{text}</Text>
        <Stack gap={4}>
          {unknown.map(({ name, key }) => (
            <Text key={name}>
              <b>{name}</b>: <Code>{key}</Code>
            </Text>
          ))}
        </Stack>
      </Confirmation>
    </>
  );
}

function unreachedOf({ run, progress }: OpenReview): Unreached[] {
  const keys = new Map(progress?.hosts.map(({ name, unknownKey }) => [name, unknownKey]));
  const hosts = (run?.hosts ?? []).flatMap(({ name, error }): Unreached[] => {
    if (error === null) return [];
    const unknownKey = keys.get(name) ?? null;
    return [{ name, words: unknownKey ? words.overview.failures.unknownKey(unknownKey) : error, unknownKey }];
  });
  const site = run?.site?.error;
  return site ? [...hosts, { name: run.site!.url, words: site, unknownKey: null }] : hosts;
}
