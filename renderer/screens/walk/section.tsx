import type { ReactNode } from 'react';
import classes from './section.module.css';

/** One thing that is said of a finding, under its name. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3 className={classes.title}>{title}</h3>
      {children}
    </section>
  );
}
