import { calendar } from './calendar';
import { earlier } from './earlier';
import { identity } from './identity';
import { overview } from './overview';
import { pictures } from './pictures';
import { poll } from './poll';
import { record } from './record';
import { reviews } from './reviews';
import { runbook } from './runbook';
import { secrets } from './secrets';
import { settings } from './settings';
import { shell } from './shell';
import { target } from './target';
import { undo } from './undo';
import { verify } from './verify';
import { walk } from './walk';
import { who } from './who';

/** Every word of the window, by where it stands. A translation is another object of this shape. */
export const words = {
  shell,
  reviews,
  target,
  overview,
  walk,
  pictures,
  secrets,
  poll,
  record,
  verify,
  runbook,
  calendar,
  who,
  undo,
  identity,
  settings,
  earlier,
} as const;
