import { Stack, Text } from '@mantine/core';
import { type FindingChange, findingChanges } from '../../../shared/record/diff';
import type { Run } from '../../../shared/review/run';
import { Panel } from '../../parts/panel';
import { type Verdict, VerdictMark } from '../../parts/verdict-mark';
import { Way } from '../../parts/way';
import type { OpenReview } from '../../state/review';
import { words } from '../../words';
import classes from './holding.module.css';
import { useLastFrozen } from './last-frozen';

/** What is otherwise than it was: since the run before this one, and since the last launch of this target. */
export function Changes({ review }: { review: OpenReview & { run: Run } }) {
  const before = review.runs.get(review.state.runs.at(-2) ?? '');
  const launched = useLastFrozen(review);
  if (!before && !launched) return null;
  const since = (findings: Run['findings']) => findingChanges(findings, review.run.findings);
  return (
    <Panel title={words.overview.changes.title}>
      <Stack gap="lg">
        {before && <Since review={review.id} title={words.overview.changes.lastRun} changes={since(before.findings)} />}
        {launched && (
          <Since
            review={review.id}
            title={words.overview.changes.lastFrozen(launched.at)}
            changes={since(launched.run.findings)}
          />
        )}
      </Stack>
    </Panel>
  );
}

const kinds = {
  worse: { verdict: 'bad', of: ['worse', 'no longer waived'] },
  better: { verdict: 'good', of: ['better', 'waived'] },
  new: { verdict: 'waits', of: ['new'] },
  gone: { verdict: 'quiet', of: ['gone'] },
  other: { verdict: 'quiet', of: ['other'] },
} as const satisfies Record<string, { verdict: Verdict; of: readonly FindingChange['change'][] }>;
type Kind = keyof typeof kinds;
const namedAtMost = 6;

function Since({ review, title, changes }: { review: string; title: string; changes: readonly FindingChange[] }) {
  const ofKind = (kind: Kind) =>
    changes.filter(({ change }) => (kinds[kind].of as readonly FindingChange['change'][]).includes(change));
  return (
    <div>
      <Text fw={600}>{title}</Text>
      {changes.length === 0 && <Text c="dimmed">{words.overview.changes.none}</Text>}
      {(Object.keys(kinds) as Kind[]).map((kind) => {
        const found = ofKind(kind);
        return (
          found.length > 0 && (
            <div key={kind} className={classes.row}>
              <VerdictMark verdict={kinds[kind].verdict} size={22} />
              <div className={classes.body}>
                <div className={classes.title}>{words.overview.changes.kinds[kind](found.length)}</div>
                <Text size="sm" c="dimmed">
                  {found.slice(0, namedAtMost).map(({ control, host, title: what }, index) => (
                    <span key={`${control} ${host}`}>
                      {index > 0 && '; '}
                      <Way to={{ screen: 'walk', review, at: control }}>{what}</Way>
                      {host && ` (${host})`}
                    </span>
                  ))}
                  {found.length > namedAtMost && words.overview.changes.more(found.length - namedAtMost)}
                </Text>
              </div>
            </div>
          )
        );
      })}
    </div>
  );
}
