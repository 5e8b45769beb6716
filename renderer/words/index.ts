import { overview } from './overview';
import { reviews } from './reviews';
import { shell } from './shell';
import { undo } from './undo';
import { walk } from './walk';
import { who } from './who';

/** Every word of the window, by where it stands. A translation is another object of this shape. */
export const words = { shell, reviews, overview, walk, who, undo } as const;
