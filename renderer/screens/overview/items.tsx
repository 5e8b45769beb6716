import { SimpleGrid, Text } from '@mantine/core';
import type { LaunchItemStatus } from '../../../shared/checklist/launch-items';
import { words } from '../../words';
import classes from './items.module.css';

/** The 17 launch items: a word, a count, a bar. */
export function Items({ items }: { items: readonly LaunchItemStatus[] }) {
  return (
    <SimpleGrid cols={{ base: 2, md: 3, lg: 4 }} component="ol" className={classes.list}>
      {items.map((item) => (
        <li key={item.number} className={classes.item} data-state={item.state}>
          <Text fw={600} size="lg" lineClamp={2}>
            {item.number}. {item.title}
          </Text>
          <Text className={classes.state}>
            {words.overview.states[item.state]}
            {item.applicable > 0 && ` · ${words.overview.met(item.met, item.applicable)}`}
          </Text>
          <div className={classes.bar} aria-hidden>
            <div style={{ width: `${item.applicable === 0 ? 0 : (100 * item.met) / item.applicable}%` }} />
          </div>
        </li>
      ))}
    </SimpleGrid>
  );
}
