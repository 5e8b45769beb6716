import { Progress as Bar, Button, Group, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { HostProgress, RunProgress } from '../../../shared/ipc';
import { Panel } from '../../parts/panel';
import { attempt } from '../../state/notices';
import { useReview } from '../../state/review';
import { words } from '../../words';
import classes from './progress.module.css';

const rowHeight = 40;
const share = (ended: number, planned: number): number => (planned === 0 ? 0 : Math.min(100, (100 * ended) / planned));

/** How far the checks are: the site, then each host with a way to end it alone. Only the rows in sight are drawn. */
export function Progress({ progress: { hosts, site } }: { progress: RunProgress }) {
  const box = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: hosts.length,
    estimateSize: () => rowHeight,
    getScrollElement: () => box.current,
    overscan: 4,
  });
  const over = hosts.filter(({ state }) => isOver(state)).length;
  return (
    <Panel title={words.overview.progress.title}>
      <Text role="status" mb="xs">
        {words.overview.progress.summary(over, hosts.length)}
      </Text>
      {site && (
        <Group gap="sm" wrap="nowrap" mb="xs">
          <Text>{words.overview.progress.site(site.ended, site.planned)}</Text>
          <Bar flex={1} value={share(site.ended, site.planned)} aria-label={words.overview.progress.siteBar} />
        </Group>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe: scrollable-region-focusable) */}
      <section className={classes.hosts} ref={box} tabIndex={0} aria-label={words.overview.progress.hosts}>
        <ul style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => (
            <li key={hosts[index]!.name} className={classes.host} style={{ transform: `translateY(${start}px)` }}>
              <Host host={hosts[index]!} />
            </li>
          ))}
        </ul>
      </section>
    </Panel>
  );
}

const isOver = (state: HostProgress['state']): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';

function Host({ host: { name, state, planned, ended, now } }: { host: HostProgress }) {
  const { cancel } = useReview.getState();
  return (
    <>
      <Text truncate fw={600}>
        {name}
      </Text>
      <Text size="sm">{words.overview.progress.states[state]}</Text>
      <Bar value={state === 'done' ? 100 : share(ended, planned)} aria-label={words.overview.progress.of(name)} />
      <Text size="sm" c="dimmed" truncate>
        {state === 'checking' && now}
      </Text>
      {!isOver(state) && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={words.overview.progress.cancelOne(name)}
          onClick={() => attempt(() => cancel(name))}
        >
          {words.overview.cancel}
        </Button>
      )}
    </>
  );
}
