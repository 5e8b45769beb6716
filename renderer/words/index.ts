import { overview } from './overview';
import { pictures } from './pictures';
import { reviews } from './reviews';
import { secrets } from './secrets';
import { shell } from './shell';

/** Every word of the window, by where it stands. A translation is another object of this shape. */
export const words = { shell, reviews, overview, pictures, secrets } as const;
