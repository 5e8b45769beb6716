import type { Control } from '../control';

/** The catalogue, in the order in which it is shown. */
export const controls: readonly Control[] = [];
