import { overview } from './overview';
import { reviews } from './reviews';
import { shell } from './shell';

/** Every word of the window, by where it stands. A translation is another object of this shape. */
export const words = { shell, reviews, overview } as const;
