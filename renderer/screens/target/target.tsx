import { Alert, Button, Group, List, Stack, Tabs, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { reachKey, reachOf } from '../../../shared/reach';
import type { Target } from '../../../shared/target';
import { accepted } from '../../bridge';
import { Confirmation } from '../../parts/confirmation';
import { Panel } from '../../parts/panel';
import { useDraft } from '../../state/draft';
import { attempt, useNotices } from '../../state/notices';
import { usePlace } from '../../state/place';
import { useSettings } from '../../state/settings';
import { whoAmI } from '../../state/who';
import { words } from '../../words';
import { TargetFields } from './form';
import { WhatWillRun } from './plan';
import { ReachList } from './reach-list';
import { type TargetForm, TargetFormContext, useTargetForm } from './use-target-form';
import { TargetYaml } from './yaml';

const text = words.target;

/** A new review: the target as a form or a file, what will run, and whom it would reach where somebody else wrote it. */
export default function TargetScreen() {
  const isLoaded = useDraft(({ draft }) => draft !== null);
  useEffect(() => void attempt(useDraft.getState().load), []);
  return isLoaded ? <NewReview /> : null;
}

function NewReview() {
  const practiceOnly = useSettings(({ about }) => about?.practiceOnly === true);
  const form = useTargetForm();
  const { target, problems, elsewhere } = form;
  const [tab, setTab] = useState<string | null>(form.text === null ? 'form' : 'yaml');
  const { ticked, tick, left } = useTicks(elsewhere);
  const [asked, setAsked] = useState(false);
  const focusOnProblem = useFocusOnProblem();
  const textIsWrong = form.text !== null && problems.length > 0;
  const create = () =>
    attempt(async () => {
      const parsed = await form.check();
      if (parsed.ok) {
        if (left(parsed.target) === 0) await createReview(parsed.target);
        return;
      }
      form.showAll();
      focusOnProblem();
    });
  const unticked = target ? left(target) : 0;
  return (
    <TargetFormContext value={form}>
      <Stack p="lg" gap="lg" maw={1100} id="new-review">
        <div>
          <Title order={1} size="h2">
            {text.title}
          </Title>
          <Text c="dimmed">{text.intro}</Text>
        </div>
        {practiceOnly && (
          <Alert color="orange" variant="outline">
            {text.practiceOnly}
          </Alert>
        )}
        <Tabs value={tab} onChange={setTab} keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="form" disabled={textIsWrong}>
              {text.tabs.form}
            </Tabs.Tab>
            <Tabs.Tab value="yaml">{text.tabs.yaml}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="form">
            <Stack gap="lg">
              <TargetFields mayConnect={!practiceOnly && (!elsewhere || (target !== null && unticked === 0))} />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="yaml">
            <TargetYaml />
          </Tabs.Panel>
        </Tabs>
        <WhatWillRun target={target} />
        {elsewhere && target && <ReachList reaches={reachOf(target)} ticked={ticked} onTick={tick} />}
        {form.allShown && form.text === null && <Problems problems={problems} />}
        <Group>
          <Button size="md" onClick={create} disabled={practiceOnly || unticked > 0}>
            {text.create}
          </Button>
          <Button variant="default" size="md" onClick={() => setAsked(true)}>
            {text.anew.button}
          </Button>
          <Confirmation
            opened={asked}
            title={text.anew.title}
            yes={text.anew.yes}
            onNo={() => setAsked(false)}
            onYes={() => useDraft.getState().clear()}
          >
            <Text>{text.anew.text}</Text>
          </Confirmation>
          {unticked > 0 && <Text>{text.reach.left(unticked)}</Text>}
        </Group>
      </Stack>
    </TargetFormContext>
  );
}

async function createReview(target: Target): Promise<void> {
  if (!(await whoAmI())) return;
  const review = await accepted(window.gonogo.reviews.create({ target }));
  useDraft.getState().clear();
  useNotices.getState().tell('done', text.created(target.name));
  usePlace.getState().go({ screen: 'overview', review });
}

function Problems({ problems }: { problems: TargetForm['problems'] }) {
  if (problems.length === 0) return null;
  return (
    <Panel title={text.problems.title(problems.length)}>
      <List c="var(--no-go)">
        {problems.map(({ at, words: what }) => (
          <List.Item key={`${at}${what}`}>{text.problems.one(at, what)}</List.Item>
        ))}
      </List>
    </Panel>
  );
}

/** What is to be ticked before anything is connected to: nothing of a target that was typed here. */
function useTicks(elsewhere: boolean) {
  const ticked = new Set(useDraft(({ draft }) => draft)!.ticked);
  const { change } = useDraft.getState();
  return {
    ticked,
    tick: (key: string, on: boolean) =>
      change((draft) => ({ ticked: [...draft.ticked.filter((one) => one !== key), ...(on ? [key] : [])] })),
    left: (target: Target): number =>
      elsewhere ? reachOf(target).filter((reach) => !ticked.has(reachKey(reach))).length : 0,
  };
}

/** Once all problems are shown, the first field with one has the focus. */
function useFocusOnProblem(): () => void {
  const wanted = useRef(false);
  const [, again] = useState(0);
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    document.querySelector<HTMLElement>('#new-review [aria-invalid="true"]')?.focus();
  });
  return () => {
    wanted.current = true;
    again((n) => n + 1);
  };
}
