import { Button, Checkbox, Group, List, Text } from '@mantine/core';
import { useState } from 'react';
import { Confirmation } from '../../parts/confirmation';
import { attempt } from '../../state/notices';
import { type OpenReview, useReview } from '../../state/review';
import { sentOnTop } from '../../state/sent-on-top';
import { words } from '../../words';

/** Starts the checks and ends them. What goes beyond looking is asked for by the name of the site (active probes). */
export function RunControls({ review }: { review: OpenReview }) {
  const { run, cancel } = useReview.getState();
  const [active, setActive] = useState(false);
  const [onTop, setOnTop] = useState<string[] | null>(null);
  const running = review.progress?.state === 'running';
  const start = () =>
    attempt(async () => {
      if (running) return;
      if (active) setOnTop(await sentOnTop(review.state.target));
      else await run();
    });
  const { site } = review.state.target;
  return (
    <Group gap="lg">
      {site && (
        <Checkbox
          label={words.overview.active.choice}
          checked={active}
          disabled={running || review.readOnly !== null}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
      )}
      <Group gap="sm">
        {running && (
          <Button variant="default" size="md" onClick={() => attempt(() => cancel())}>
            {words.overview.cancelAll}
          </Button>
        )}
        {/* Not disabled while it runs: that would take the focus away from who has just pressed it. */}
        <Button
          size="md"
          onClick={start}
          disabled={review.readOnly !== null}
          data-disabled={running || undefined}
          aria-disabled={running}
        >
          {running ? words.overview.running : review.run ? words.overview.again : words.overview.run}
        </Button>
      </Group>
      <Confirmation
        opened={onTop !== null}
        title={words.overview.active.title(site?.url ?? '')}
        yes={words.overview.active.yes}
        onNo={() => setOnTop(null)}
        onYes={() => attempt(() => run({ active: true }))}
      >
        <Text>{words.overview.active.text}</Text>
        <List size="sm" spacing={4} style={{ overflowWrap: 'anywhere' }}>
          {onTop?.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </Confirmation>
    </Group>
  );
}
