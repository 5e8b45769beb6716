import type { ReactNode } from 'react';
import { words } from '../../words';
import classes from './target.module.css';

/** What most targets leave out. Open where the person opened it, or something within is wrong. */
export function More({ wrong, children }: { wrong: boolean; children: ReactNode }) {
  return (
    <details className={classes.more} open={wrong || undefined}>
      <summary>{words.target.more}</summary>
      <div className={classes.fields}>{children}</div>
    </details>
  );
}
