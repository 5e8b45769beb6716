import { Button, Text } from '@mantine/core';
import { useState } from 'react';
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
const marks = { fail: 'bad', error: 'unseen', manual: 'waits', pass: 'good', 'not-applicable': 'quiet' } as const;

/** What holds the launch, the worst first, each a way into the walk. */
export function Holding({ review }: { review: OpenReview & { run: Run } }) {
  const [all, setAll] = useState(false);
  const groups = rankedHolding(decideReview(review.run, review.state, Date.now()).holding);
  if (groups.length === 0) return null;
  return (
    <Panel title={words.overview.holding.title}>
      <ol className={classes.list}>
        {(all ? groups : groups.slice(0, shownAtFirst)).map((group) => (
          <Held key={JSON.stringify([group.finding.control, group.hosts])} group={group} review={review.id} />
        ))}
      </ol>
      {groups.length > shownAtFirst && (
        <Button variant="subtle" mt="sm" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? words.overview.holding.fewer(shownAtFirst) : words.overview.holding.all(groups.length)}
        </Button>
      )}
    </Panel>
  );
}

function Held({ group: { finding, hosts }, review }: { group: FindingGroup; review: string }) {
  const { control, status, severity, title, observed } = finding;
  return (
    <li className={classes.row}>
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
    </li>
  );
}
