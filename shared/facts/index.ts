import type { FactType } from '../fact';

/** Every kind of fact. A record's facts are held to these schemas. */
export const factTypes: readonly FactType[] = [];
