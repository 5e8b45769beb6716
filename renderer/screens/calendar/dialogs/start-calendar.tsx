import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { date, localDate } from '../../../parts/dates';
import { DialogForm } from '../../../parts/dialog-form';
import { PersonField } from '../../../parts/person-field';
import { words } from '../../../words';
import type { Launch } from '../use-calendars';
import { useReviews } from '../use-reviews';

interface StartCalendarProps {
  me: string;
  onStart: (launch: Launch, by: string) => void;
  onClose: () => void;
}

/** Of which launch it is, and from which day the months are counted. */
export function StartCalendar({ me, onStart, onClose }: StartCalendarProps) {
  const reviews = useReviews() ?? [];
  const [name, setName] = useState('');
  const [launchedOn, setLaunchedOn] = useState(() => localDate(new Date()));
  const [review, setReview] = useState<string | null>(null);
  const [by, setBy] = useState(me);
  const w = words.calendar.start;
  const choices = reviews
    .filter(({ openedAt }) => openedAt !== '')
    .map(({ id, target, openedAt }) => ({ value: id, label: w.reviewChoice(target, date(openedAt)) }));
  return (
    <DialogForm
      title={w.title}
      submit={w.submit}
      ready={name.trim() !== '' && launchedOn !== '' && by.trim() !== ''}
      onSubmit={() => onStart({ name: name.trim(), launchedOn, review }, by)}
      onClose={onClose}
    >
      <TextInput
        label={w.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={200}
        required
        data-autofocus
      />
      <TextInput
        type="date"
        label={w.launchedOn}
        description={w.launchedOnHint}
        value={launchedOn}
        onChange={(event) => setLaunchedOn(event.currentTarget.value)}
        required
      />
      {choices.length > 0 && (
        <Select label={w.review} data={choices} value={review} onChange={setReview} clearable searchable />
      )}
      <PersonField names={[]} value={by} onChange={setBy} />
    </DialogForm>
  );
}
