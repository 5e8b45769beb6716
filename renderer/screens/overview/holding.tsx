import { Button, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { FindingGroup } from '../../../shared/report/finding-groups';
import { sayHosts } from '../../../shared/report/finding-groups';
import { rankedHolding } from '../../../shared/report/ranked-holding';
import { decideReview } from '../../../shared/review/apply';
import type { Run } from '../../../shared/review/run';
import { Panel } from '../../parts/panel';
import { VerdictMark } from '../../parts/verdict-mark';
import { Way } from '../../parts/way';
import type { OpenReview } from '../../state/review';
import { words } from '../../words';
import classes from './holding.module.css';

const shownAtFirst = 8;
/** Of a row of two lines, before it is measured. */
const estimatedHeight = 64;
const marks = { fail: 'bad', error: 'unseen', manual: 'waits', pass: 'good', 'not-applicable': 'quiet' } as const;

/** What holds the launch, the worst first, each a way into the walk. */
export function Holding({ review }: { review: OpenReview & { run: Run } }) {
  const [all, setAll] = useState(false);
  const groups = rankedHolding(decideReview(review.run, review.state, Date.now()).holding);
  if (groups.length === 0) return null;
  return (
    <Panel title={words.overview.holding.title}>
      {all ? (
        <AllHeld groups={groups} review={review.id} />
      ) : (
        <ol className={classes.list}>
          {groups.slice(0, shownAtFirst).map((group) => (
            <li key={keyOf(group)}>
              <Held group={group} review={review.id} />
            </li>
          ))}
        </ol>
      )}
      {groups.length > shownAtFirst && (
        <Button variant="subtle" mt="sm" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? words.overview.holding.fewer(shownAtFirst) : words.overview.holding.all(groups.length)}
        </Button>
      )}
    </Panel>
  );
}

const keyOf = ({ finding: { control, observed }, hosts }: FindingGroup): string =>
  JSON.stringify([control, observed, hosts]);

/** However many there are: only those in sight are in the document. */
function AllHeld({ groups, review }: { groups: readonly FindingGroup[]; review: string }) {
  const box = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: groups.length,
    estimateSize: () => estimatedHeight,
    getScrollElement: () => box.current,
    overscan: 4,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe: scrollable-region-focusable)
    <section ref={box} className={classes.all} tabIndex={0} aria-label={words.overview.holding.title}>
      <ol className={classes.list} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <li
            key={keyOf(groups[index]!)}
            ref={rows.measureElement}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={groups.length}
            className={classes.placed}
            style={{ transform: `translateY(${start}px)` }}
          >
            <Held group={groups[index]!} review={review} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Held({ group: { finding, hosts }, review }: { group: FindingGroup; review: string }) {
  const { control, status, severity, title, observed } = finding;
  return (
    <div className={classes.row}>
      <VerdictMark verdict={marks[status]} size={22} />
      <div className={classes.body}>
        <div className={classes.title}>
          <Way to={{ screen: 'walk', review, at: control }}>{title}</Way>
        </div>
        <Text size="sm" c="dimmed">
          <b>{words.overview.holding.severities[severity]}</b>, {words.overview.holding.statuses[status]}
          {sayHosts(hosts, ' · ')}: {observed}
        </Text>
      </div>
    </div>
  );
}
