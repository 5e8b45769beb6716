import { Button, Group, ScrollArea, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { accepted } from '../../bridge';
import { Panel } from '../../parts/panel';
import { attempt, useNotices } from '../../state/notices';
import { words } from '../../words';
import classes from './holding.module.css';

interface Planted {
  name: string;
  words: string;
}

/** Repairs what is wrong on the practice host, so that a newcomer sees red turn green with the next run. */
export function Repairs({ review }: { review: string }) {
  const [faults, setFaults] = useState<Planted[] | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void attempt(async () => setFaults(await accepted(window.gonogo.practice.faults({ review }))));
  }, [review]);
  const repair = (names: readonly string[]) =>
    attempt(async () => {
      const done: string[] = [];
      for (const fault of names) done.push(await accepted(window.gonogo.practice.repair({ review, fault })));
      setFaults(await accepted(window.gonogo.practice.faults({ review })));
      const { told, toldMany } = words.overview.repairs;
      useNotices.getState().tell('done', done.length === 1 ? told(done[0]!) : toldMany(done.length));
      panel.current?.focus();
    });
  if (!faults) return null;
  const { title, text, none, all, one, oneOf } = words.overview.repairs;
  return (
    <Panel
      title={title}
      aside={
        faults.length > 1 && (
          <Button variant="default" onClick={() => repair(faults.map(({ name }) => name))}>
            {all(faults.length)}
          </Button>
        )
      }
    >
      <div ref={panel} tabIndex={-1}>
        <Text size="sm" c="dimmed" mb="xs">
          {faults.length === 0 ? none : text}
        </Text>
        <ScrollArea.Autosize mah={360} type="auto" offsetScrollbars>
          <ul className={classes.list}>
            {faults.map(({ name, words: what }) => (
              <li key={name} className={classes.row}>
                <Group justify="space-between" wrap="nowrap" w="100%">
                  <Text>{what}</Text>
                  <Button variant="light" size="compact-md" aria-label={oneOf(what)} onClick={() => repair([name])}>
                    {one}
                  </Button>
                </Group>
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
      </div>
    </Panel>
  );
}
