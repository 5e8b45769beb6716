import { TextInput } from '@mantine/core';
import { dateAfter } from '../../../../shared/review/expiry';
import { day } from '../../../parts/dates';
import { words } from '../../../words';

/** A day of expiry: from today, and no later than the rules allow. Without a limit it may stay empty. */
export function ExpiryField({
  now,
  maxDays,
  value,
  onChange,
}: {
  now: number;
  maxDays: number | undefined;
  value: string;
  onChange: (date: string) => void;
}) {
  const last = maxDays === undefined ? undefined : dateAfter(now, maxDays);
  const { label, atMost, optional } = words.walk.expires;
  return (
    <TextInput
      type="date"
      label={label}
      description={last ? atMost(maxDays!, day(last)) : optional}
      min={dateAfter(now, 0)}
      max={last}
      required={last !== undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
