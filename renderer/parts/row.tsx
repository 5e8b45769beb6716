import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './row.module.css';
import { type Verdict, VerdictMark } from './verdict-mark';

interface RowProps {
  /** By which a screen reader finds it. */
  title: ReactNode;
  mark?: Verdict;
  /** What can be done with it. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One of several things in a panel: what it is, how it stands, and beside it what can be done. */
export function Row({ title, mark, aside, children }: RowProps) {
  const id = useId();
  return (
    <section className={classes.row} aria-labelledby={id}>
      <div>
        <div className={classes.head}>
          {mark && <VerdictMark verdict={mark} />}
          <Title order={3} size="h4" id={id}>
            {title}
          </Title>
        </div>
        {children}
      </div>
      {aside && <div className={classes.aside}>{aside}</div>}
    </section>
  );
}
