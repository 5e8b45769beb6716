import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { Finding } from '../../../shared/control';
import type { Withdrawal } from '../../../shared/review/undo';
import type { OpenReview } from '../../state/review';
import { words } from '../../words';
import { type Act, actsOn, controlOf, isWaivable } from './acts';
import { DecisionCards } from './decision-cards';
import { Evidence } from './evidence';
import { FixText } from './fix-text';
import { Log } from './log';
import { useSigners } from './people';
import { References } from './references';
import { Section } from './section';
import { standingOf } from './standing';
import { StandingMark } from './standing-mark';
import type { WalkView } from './use-walk';

/** Everything about the finding that is looked at: what to do next comes first. */
export function Detail({
  walk,
  finding,
  review,
  onAct,
  onWithdraw,
}: {
  walk: WalkView;
  finding: Finding;
  review: OpenReview;
  onAct: (act: Act) => void;
  onWithdraw: (what: Withdrawal) => void;
}) {
  const signers = useSigners(review.id);
  const { sections } = words.walk;
  const control = controlOf(finding);
  const isSettled = finding.status === 'pass' || finding.status === 'not-applicable';
  return (
    <Stack gap="lg">
      <Heading walk={walk} finding={finding} review={review} onAct={onAct} />
      <Section title={sections.observed}>
        <p>{finding.observed}</p>
        {finding.notes.map(({ text }) => (
          <p key={text}>{text}</p>
        ))}
      </Section>
      <Section title={sections.expected}>
        <p>{finding.expected}</p>
        <Text size="sm" c="dimmed">
          {finding.sources.join('; ')}
        </Text>
      </Section>
      <DecisionCards finding={finding} review={review} now={walk.now} signers={signers} onWithdraw={onWithdraw} />
      {control && (
        <Section title={sections.why}>
          <p>{control.why}</p>
        </Section>
      )}
      <Section title={isSettled ? sections.done : sections.fix}>
        <FixText text={finding.fix} />
      </Section>
      <Evidence finding={finding} run={review.run!} />
      {control && <References references={control.references} />}
      <Log finding={finding} review={review} signers={signers} />
    </Stack>
  );
}

function Heading({
  walk,
  finding,
  review,
  onAct,
}: {
  walk: WalkView;
  finding: Finding;
  review: OpenReview;
  onAct: (act: Act) => void;
}) {
  const standing = standingOf(finding, walk.applied);
  const [first, ...others] = actsOn(finding, standing, review.state, walk.now);
  const closed = review.readOnly !== null || review.state.frozen !== null;
  const failed = standing === 'fail' || standing === 'error';
  return (
    <Stack gap="sm">
      <div>
        <Title order={2} size="h3">
          {finding.title}
        </Title>
        <Text size="sm" c="dimmed">
          <code>{finding.control}</code>
          {finding.host && ` ${words.walk.onHost(finding.host)}`}
          {` · ${words.walk.severities[finding.severity]}`}
        </Text>
      </div>
      <Group gap="sm">
        <StandingMark standing={standing} />
        {walk.holding(finding) && (
          <Text span fw={600} c="var(--no-go)">
            {words.walk.holdsLaunch}
          </Text>
        )}
      </Group>
      {closed ? (
        <Text size="sm">{review.state.frozen ? words.walk.frozen : words.walk.readOnly}</Text>
      ) : (
        <Group gap="xs">
          {first && (
            <Button
              size="sm"
              variant={first === 'comment' || standing === 'attested' ? 'default' : 'filled'}
              onClick={() => onAct(first)}
            >
              {words.walk.acts[first]}
            </Button>
          )}
          {others.map((act) => (
            <Button key={act} size="sm" variant="default" onClick={() => onAct(act)}>
              {words.walk.acts[act]}
            </Button>
          ))}
        </Group>
      )}
      {failed && !isWaivable(finding) && <Text size="sm">{words.walk.unwaivable}</Text>}
    </Stack>
  );
}
