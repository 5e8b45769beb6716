import { Checkbox, Text } from '@mantine/core';
import { useId } from 'react';
import type { EarlierStatement } from '../../../../shared/review/carry-over';
import { dateTime, day } from '../../../parts/dates';
import { sayBytes } from '../../../parts/sizes';
import { words } from '../../../words';
import { controlOf } from '../acts';
import classes from './earlier.module.css';

const isOfHosts = (control: string): boolean => controlOf({ control })?.scope.startsWith('host:') ?? false;

/** What was stated, whole, by whom and when, with what: it is read before it is ticked. */
export function Statement({
  statement: { control, host, title, statement, evidence, expires, outOfScope, by, at },
  ticked,
  onTick,
}: {
  statement: EarlierStatement;
  ticked: boolean;
  onTick: (holds: boolean) => void;
}) {
  const id = useId();
  const { decision } = words.walk;
  return (
    <div className={classes.statement}>
      <Checkbox
        label={outOfScope ? words.earlier.leftOut(title) : words.earlier.holds(title)}
        aria-describedby={id}
        checked={ticked}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <div id={id} className={classes.said}>
        <p>{statement}</p>
        <Text size="sm" c="dimmed">
          <code>{control}</code> {host ? words.walk.onHost(host) : isOfHosts(control) && decision.everyHost}
        </Text>
        <Text size="sm" c="dimmed">
          {words.walk.by(by, dateTime(at))}, {expires ? decision.until(day(expires)) : decision.endless}
        </Text>
        {evidence.map(({ name, bytes, sha256 }) => (
          <Text key={`${sha256} ${name}`} size="sm" c="dimmed">
            {decision.evidence}: {name}, {sayBytes(bytes)}, SHA-256 <code>{sha256}</code>
          </Text>
        ))}
      </div>
    </div>
  );
}
