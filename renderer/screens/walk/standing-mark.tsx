import {
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconEyeOff,
  IconShieldCheck,
  IconShieldX,
  IconUserQuestion,
} from '@tabler/icons-react';
import { words } from '../../words';
import type { Standing } from './standing';
import classes from './standing-mark.module.css';

const icons = {
  pass: IconCircleCheck,
  fail: IconCircleX,
  error: IconEyeOff,
  manual: IconUserQuestion,
  attested: IconShieldCheck,
  waived: IconShieldX,
  'not-applicable': IconCircleMinus,
} satisfies Record<Standing, unknown>;

export function StandingIcon({ standing, size = 20 }: { standing: Standing; size?: number }) {
  const Icon = icons[standing];
  return <Icon className={classes.mark} data-standing={standing} size={size} stroke={1.8} aria-hidden />;
}

/** Colour, icon and word: each would do alone. */
export function StandingMark({ standing }: { standing: Standing }) {
  return (
    <span className={classes.tag} data-standing={standing}>
      <StandingIcon standing={standing} />
      {words.walk.standings[standing]}
    </span>
  );
}
