import type { LaunchItemStatus } from '../../../shared/checklist/launch-items';
import classes from './items.module.css';

const radius = 23;
const length = 2 * Math.PI * radius;
/** A tick, a cross, a dash: the state without its colour. */
const signs = {
  met: 'M20 29 l6 6 l11 -13',
  'not-met': 'M21 21 l14 14 M35 21 l-14 14',
  'not-assessed': 'M21 28 h14',
} as const;

/** How many of how many, as a ring around the state's sign. The numbers stand beside it in words. */
export function Ring({ state, met, applicable }: Pick<LaunchItemStatus, 'state' | 'met' | 'applicable'>) {
  const done = applicable === 0 ? 0 : (met / applicable) * length;
  return (
    <svg className={classes.ring} viewBox="0 0 56 56" aria-hidden="true">
      <circle className={classes.track} cx={28} cy={28} r={radius} />
      <circle
        className={classes.arc}
        cx={28}
        cy={28}
        r={radius}
        strokeDasharray={`${done} ${length}`}
        transform="rotate(-90 28 28)"
      />
      <path className={classes.sign} d={signs[state]} />
    </svg>
  );
}
