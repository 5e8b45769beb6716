import { Button, Stack, Text } from '@mantine/core';
import { words } from '../../words';
import type { WalkView } from './use-walk';

/** An empty list, and the way on from it. */
export function Nothing({ walk }: { walk: WalkView }) {
  const isNarrowed = walk.filter !== 'all' || walk.searching;
  const showAll = (): void => {
    walk.setFilter('all');
    walk.setSearch('');
  };
  return (
    <Stack p="md" gap="sm" align="flex-start">
      <Text size="sm">{isNarrowed ? words.walk.empty : words.walk.emptyItem}</Text>
      {isNarrowed && (
        <Button variant="default" size="xs" onClick={showAll}>
          {words.walk.showAll}
        </Button>
      )}
      {walk.next && (
        <Button variant="default" size="xs" onClick={walk.toNextHolding}>
          {words.walk.nextHolding}
        </Button>
      )}
    </Stack>
  );
}
