import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { accepted } from '../../bridge';
import { Panel } from '../../parts/panel';
import { attempt } from '../../state/notices';
import { useVerify } from '../../state/verify';
import { words } from '../../words';
import classes from './compare.module.css';

const sides = ['earlier', 'later'] as const;
type Side = (typeof sides)[number];
const text = words.verify.compare;

/** Two records, each a folder or a file, then what changed. The one that was just verified is offered as the later. */
export function Compare({ shown }: { shown: string | null }) {
  const { compare } = useVerify();
  const [picked, setPicked] = useState<Partial<Record<Side, string>>>({});
  const { earlier, later = shown } = picked;
  const paths: Record<Side, string | null> = { earlier: earlier ?? null, later };
  const pick = (side: Side, from: 'folder' | 'file') =>
    attempt(async () => {
      const path = await accepted(window.gonogo.record.pick({ from, as: side }));
      if (path !== null) setPicked((before) => ({ ...before, [side]: path }));
    });
  return (
    <Panel title={text.title}>
      <Stack gap="sm">
        {sides.map((side) => (
          <Group key={side} role="group" aria-label={text.sides[side]} gap="sm" wrap="nowrap" align="flex-start">
            <Text fw={600} className={classes.side}>
              {text.sides[side]}
            </Text>
            <Button variant="default" size="compact-md" onClick={() => pick(side, 'folder')}>
              {text.folder}
            </Button>
            <Button variant="default" size="compact-md" onClick={() => pick(side, 'file')}>
              {text.file}
            </Button>
            <Text c={paths[side] === null ? 'dimmed' : undefined} className={classes.path}>
              {paths[side] ?? text.noneChosen}
            </Text>
          </Group>
        ))}
        <Group>
          <Button
            disabled={!earlier || !later}
            onClick={() => attempt(async () => void (earlier && later && (await compare(earlier, later))))}
          >
            {text.button}
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
