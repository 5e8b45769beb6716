import { Button, Text } from '@mantine/core';
import type { StepState } from '../../../shared/incident/fold';
import { dateTime } from '../../parts/dates';
import { Row } from '../../parts/row';
import { words } from '../../words';
import { planOf } from './phases';
import { StepText } from './step-text';

interface StepProps {
  step: StepState;
  closed: boolean;
  onCheck: () => void;
  onAssign: () => void;
}

/** One step: what it asks for, whose it is and how they are reached, and whether it is done. */
export function Step({ step, closed, onCheck, onAssign }: StepProps) {
  const { number, title, owner, contact, checked } = step;
  const who = planOf(title)?.who;
  const w = words.runbook;
  const acts = (
    <>
      <Button
        variant={checked ? 'default' : 'filled'}
        aria-label={checked ? w.uncheckOne(title) : w.checkOne(title)}
        onClick={onCheck}
      >
        {checked ? w.uncheck : w.check}
      </Button>
      <Button variant="default" aria-label={w.assignOne(title)} onClick={onAssign}>
        {w.assign}
      </Button>
    </>
  );
  return (
    <Row title={w.step(number, title)} mark={checked ? 'good' : 'quiet'} aside={!closed && acts}>
      <Text fw={600} size="sm" mt={4}>
        {checked ? w.checkedBy(checked.by, dateTime(checked.at)) : w.notChecked}
      </Text>
      {checked?.note && <Text size="sm">{checked.note}</Text>}
      <Text size="sm">
        {who && `${w.roles[who]}: `}
        {owner ?? w.nobody}
        {contact && `, ${contact}`}
      </Text>
      <StepText title={title} />
    </Row>
  );
}
