import { Alert, Button, Code, Group, Text, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ConnectionStep, SudoFound, ConnectionTest as Test } from '../../../shared/ipc';
import type { HostTarget } from '../../../shared/target';
import { Confirmation } from '../../parts/confirmation';
import { VerdictMark } from '../../parts/verdict-mark';
import { attempt, useNotices } from '../../state/notices';
import { words } from '../../words';
import { valueAt } from './draft';
import classes from './target.module.css';
import { useConnectionTest } from './use-connection-test';
import { useForm } from './use-target-form';

const text = words.target.test;

interface ConnectionTestProps {
  index: number;
  host: string;
  mayConnect: boolean;
  /** What else can be done with the host, beside the button. */
  children: ReactNode;
}

/** Goes the way to one host before there is a review, a step at a time. */
export function ConnectionTest({ index, host, mayConnect, children }: ConnectionTestProps) {
  const { file, elsewhere, check, showAll } = useForm();
  const { test, start, cancel } = useConnectionTest();
  // What is said of a host holds for it as it was: not once it is changed, nor for the next one when it is removed.
  const now = JSON.stringify(valueAt(file, ['hosts', index]));
  const [tested, setTested] = useState('');
  const shown = tested === now ? test : null;
  const running = shown?.state === 'running';
  const run = (compared: string | null) =>
    attempt(async () => {
      const parsed = await check();
      if (!parsed.ok && parsed.problems.some(({ at }) => at.startsWith(`hosts[${index}].`))) {
        showAll();
        useNotices.getState().tell('refused', text.first);
        return;
      }
      setTested(now);
      await start(JSON.parse(now) as HostTarget, compared);
    });
  return (
    <>
      <Group mt="md" gap="sm">
        {/* Not disabled while it runs: that would take the focus away from who has just pressed it. */}
        <Button
          variant="default"
          size="compact-sm"
          disabled={!mayConnect}
          onClick={() => (running ? cancel() : run(null))}
        >
          {running ? text.cancel : text.button(host)}
        </Button>
        {children}
      </Group>
      {!mayConnect && elsewhere && (
        <Text mt="xs" size="sm">
          {text.tickFirst}
        </Text>
      )}
      {shown && <Steps host={host} test={shown} />}
      {shown?.unknownKey && mayConnect && <UnknownKey {...shown.unknownKey} onTrust={run} />}
    </>
  );
}

function Steps({ host, test: { steps, state, unknownKey } }: { host: string; test: Test }) {
  const worked = state === 'ended' && steps.every((step) => step.state === 'done');
  const servers = new Set(steps.map(({ server }) => server));
  return (
    <section aria-label={text.steps(host)} role="status">
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={`${step.server} ${step.stage}`}>
            <VerdictMark verdict={marks[step.state]} />
            <Text size="sm">
              {text.stages[step.stage]} {servers.size > 1 && text.at(step.server)}
              <VisuallyHidden>: {text.states[step.state]}</VisuallyHidden>
            </Text>
            <Text size="sm" c={step.state === 'failed' ? 'var(--no-go)' : undefined}>
              {step.state === 'failed' && unknownKey ? text.unknownKey.step : sayStep(step)}
            </Text>
          </li>
        ))}
      </ol>
      {worked && <Text size="sm">{text.works}</Text>}
      {state === 'cancelled' && <Text size="sm">{text.cancelled}</Text>}
    </section>
  );
}

const marks = { running: 'quiet', done: 'good', failed: 'bad' } as const;

const sayStep = ({ stage, state, said }: ConnectionStep): string =>
  stage === 'sudo' && state === 'done' ? text.sudo[said as SudoFound] : said;

interface UnknownKeyProps {
  server: string;
  type: string;
  fingerprint: string;
  onTrust: (fingerprint: string) => void;
}

/** One key that a person may trust, once they compared its fingerprint. */
function UnknownKey({ server, type, fingerprint, onTrust }: UnknownKeyProps) {
  const [asked, setAsked] = useState(false);
  const key = (
    <Code block className={classes.lines}>
      {text.unknownKey.what(type, fingerprint)}
    </Code>
  );
  return (
    <Alert color="orange" variant="outline">
      <Text fw={600}>{text.unknownKey.title(server)}</Text>
      {key}
      <Text size="sm" mb="sm">
        {text.unknownKey.how}
      </Text>
      <Button variant="default" size="compact-sm" onClick={() => setAsked(true)}>
        {text.unknownKey.trust}
      </Button>
      <Confirmation
        opened={asked}
        title={text.unknownKey.question}
        yes={text.unknownKey.yes}
        onNo={() => setAsked(false)}
        onYes={() => onTrust(fingerprint)}
      >
        <Text>{text.unknownKey.title(server)}:</Text>
        {key}
        <Text>{text.unknownKey.text}</Text>
      </Confirmation>
    </Alert>
  );
}
