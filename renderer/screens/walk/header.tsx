import { ActionIcon, SegmentedControl, Text, TextInput, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { words } from '../../words';
import { filters } from './filter';
import classes from './header.module.css';
import type { WalkView } from './use-walk';

/** Which item this is and how it stands; to the next one; and what of it is listed. */
export function Header({ walk, search }: { walk: WalkView; search: RefObject<HTMLInputElement | null> }) {
  const { item, items, stepItem, setFilter, filter } = walk;
  return (
    <header className={classes.header}>
      <div className={classes.item}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.walk.previousItem}
          disabled={item === items[0]}
          onClick={() => stepItem(-1)}
        >
          <IconChevronLeft size={20} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.walk.nextItem}
          disabled={item === items.at(-1)}
          onClick={() => stepItem(1)}
        >
          <IconChevronRight size={20} />
        </ActionIcon>
        <div>
          <Title order={1} className={classes.title}>
            {words.walk.itemTitle(item.number, item.title)}
          </Title>
          <Text size="sm" className={classes.state} data-state={item.state}>
            {[
              words.walk.itemState[item.state],
              item.applicable > 0 && words.walk.itemCount(item.met, item.applicable),
              item.holding.length > 0 && words.walk.holding(item.holding.length),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
      </div>
      <div className={classes.narrowing}>
        <SegmentedControl
          size="xs"
          aria-label={words.walk.filter}
          value={filter}
          onChange={setFilter}
          data={filters.map((value) => ({ value, label: words.walk.filters[value] }))}
        />
        <TextInput
          ref={search}
          size="xs"
          className={classes.search}
          aria-label={words.walk.search}
          placeholder={words.walk.search}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={walk.search}
          onChange={(event) => walk.setSearch(event.currentTarget.value)}
        />
      </div>
    </header>
  );
}
