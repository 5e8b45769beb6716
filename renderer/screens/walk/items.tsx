import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { words } from '../../words';
import classes from './items.module.css';
import type { WalkItem } from './use-findings';

const icons = { met: IconCircleCheck, 'not-met': IconCircleX, 'not-assessed': IconCircleDashed };

/** The 17 launch items with their state; one of them is looked at. */
export function Items({
  items,
  current,
  onLook,
}: {
  items: readonly WalkItem[];
  current: WalkItem;
  onLook: (item: WalkItem) => void;
}) {
  return (
    <nav className={classes.rail} aria-label={words.walk.items}>
      <ol className={classes.list}>
        {items.map((item) => {
          const Icon = icons[item.state];
          return (
            <li key={item.number}>
              <button
                type="button"
                className={classes.item}
                data-state={item.state}
                aria-current={item === current ? 'step' : undefined}
                title={item.title}
                onClick={() => onLook(item)}
              >
                <Icon className={classes.state} size={18} stroke={1.8} aria-hidden />
                <span className={classes.number}>{item.number}</span>
                <span className={classes.title}>{item.title}</span>
                <span className={classes.word}>
                  {words.walk.itemState[item.state]}
                  {item.holding.length > 0 && `, ${words.walk.holding(item.holding.length)}`}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
