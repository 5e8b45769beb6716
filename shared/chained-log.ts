import { z } from 'zod';
import { hashOf } from './record/canonical';
import { line } from './review/events';
import { instantSchema, sha256Schema } from './review/run';
import { ulidPattern } from './ulid-pattern';

/**
 * The small append-only logs beside the reviews (incidents, audit calendars). Each entry is numbered and carries the hash of
 * the one before, as the events of a review do.
 */

export const entryEnvelope = {
  v: z.literal(1),
  seq: z.number().int().nonnegative(),
  at: instantSchema,
  /** Whose statement it is. */
  statedBy: line,
  /** Hash of the entry before; null for the first. */
  prev: sha256Schema.nullable(),
  hash: sha256Schema,
};

/** A ULID, which names a log. */
export const logIdSchema = z.string().regex(ulidPattern, 'a ULID');

export interface Entry {
  seq: number;
  at: string;
  statedBy: string;
  prev: string | null;
  hash: string;
  type: string;
}
/** An entry before it has a place in a log. */
export interface EntryDraft {
  type: string;
  data: unknown;
  at: string;
  statedBy: string;
}

/** What one kind of log holds its entries to. */
export interface LogKind<E extends Entry> {
  schema: z.ZodType<E>;
  /** The rule that the entries break, in words; null when they may stand so. */
  brokenRule: (entries: readonly E[]) => string | null;
}

/** A log as main read it. */
export interface KeptLog<E extends Entry> {
  id: string;
  entries: E[];
  /** Why nothing can be added to it, in words; the entries are then those that still stand. */
  problem: string | null;
}

/** The entry after `last` (null: the first). Throws a ZodError when the draft does not meet the schema. */
export function chainEntry<E extends Entry>(schema: z.ZodType<E>, last: Entry | null, draft: EntryDraft): E {
  const body = { v: 1, seq: last ? last.seq + 1 : 0, prev: last?.hash ?? null, ...draft };
  const { hash: _, ...parsed } = schema.parse({ ...body, hash: '0'.repeat(64) });
  return { ...parsed, hash: hashOf(parsed) } as E;
}

/** Who said an entry, and when. */
export interface Said {
  seq: number;
  at: string;
  by: string;
}
export const said = ({ seq, at, statedBy }: Entry): Said => ({ seq, at, by: statedBy });
