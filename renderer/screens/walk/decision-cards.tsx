import { Button, Group, Text } from '@mantine/core';
import type { Finding } from '../../../shared/control';
import type { Evidence } from '../../../shared/review/events';
import type { Withdrawal } from '../../../shared/review/undo';
import { day } from '../../parts/dates';
import { sayBytes } from '../../parts/sizes';
import type { OpenReview } from '../../state/review';
import { words } from '../../words';
import classes from './decision-cards.module.css';
import { type DecisionOn, decisionsOn } from './decisions';
import type { Signers } from './people';
import { sayBy } from './said-by';
import { Section } from './section';

/** Attestations and waivers as what they are: by whom, since when, until when, with what, and whether they still count. */
export function DecisionCards({
  finding,
  review,
  now,
  signers,
  onWithdraw,
}: {
  finding: Finding;
  review: OpenReview;
  now: number;
  signers: Signers;
  onWithdraw: (what: Withdrawal) => void;
}) {
  const decisions = decisionsOn(finding, review.state, now);
  const closed = review.readOnly !== null || review.state.frozen !== null;
  if (decisions.length === 0) return null;
  return (
    <Section title={words.walk.sections.decisions}>
      {decisions.map((decision) => (
        <Card
          key={decision.said.seq}
          decision={decision}
          signers={signers}
          onWithdraw={closed ? null : () => onWithdraw(withdrawalOf(decision))}
        />
      ))}
    </Section>
  );
}

const withdrawalOf = ({ kind, said: { seq } }: DecisionOn): Withdrawal => ({
  type: kind === 'attestation' ? 'attestation-withdrawn' : 'waiver-withdrawn',
  seq,
});

function Card({
  decision,
  signers,
  onWithdraw,
}: {
  decision: DecisionOn;
  signers: Signers;
  onWithdraw: (() => void) | null;
}) {
  const { kind, said, state } = decision;
  const w = words.walk.decision;
  const title = kind === 'waiver' ? w.waiver : said.outOfScope ? w.leftOut : w.attestation;
  return (
    <article className={classes.card} data-state={state}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <h4 className={classes.title}>
          {title}, {w.state[state]}
        </h4>
        {onWithdraw && (
          <Button flex="none" size="compact-xs" variant="default" onClick={onWithdraw}>
            {w.withdraw}
          </Button>
        )}
      </Group>
      <p className={classes.words}>{kind === 'waiver' ? said.reason : said.statement}</p>
      <Text size="sm">{sayBy(said, signers)}</Text>
      {kind === 'waiver' && said.approved && (
        <Text size="sm">
          {w.approved} {sayBy(said.approved, signers)}
        </Text>
      )}
      <Text size="sm">
        {said.expires ? w.until(day(said.expires)) : w.endless}
        {kind === 'attestation' && said.host === null && `, ${w.everyHost}`}
      </Text>
      {kind === 'attestation' && said.evidence.map((file) => <Kept key={`${file.sha256} ${file.name}`} file={file} />)}
    </article>
  );
}

function Kept({ file: { name, bytes, sha256 } }: { file: Evidence }) {
  return (
    <Text size="sm" className={classes.evidence}>
      {words.walk.decision.evidence}: {name}, {sayBytes(bytes)}, SHA-256 <code>{sha256}</code>
    </Text>
  );
}
