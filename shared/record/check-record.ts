import type { ControlMeta } from '../control';
import { chainProblem } from '../review/events';
import { RuleBroken } from '../review/rules';
import { buildRecord, runsByHash } from './build-record';
import { isSameJson } from './same-json';
import type { ReviewRecord } from './schema';

/** Does a record follow from its own events and runs? Each problem with its place in record.json. */

export interface RecordProblem {
  code: 'chain' | 'head' | 'fold' | 'derived';
  /** A path in record.json, such as `events[4]` or `decision`. */
  where: string;
  words: string;
}

export interface CheckOptions {
  /** Null when the record was made with another checklist: its bounds and its launch items are then taken as they stand. */
  controlOf: ((id: string) => Pick<ControlMeta, 'attest' | 'waivable'> | undefined) | null;
}

export function checkRecord(record: ReviewRecord, { controlOf }: CheckOptions): RecordProblem[] {
  const broken = chainProblem(record.events);
  if (broken) return [{ code: 'chain', where: `events[${broken.seq}]`, words: broken.problem }];
  const last = record.events.at(-1)!;
  if (record.head.seq !== last.seq || record.head.hash !== last.hash) {
    return [{ code: 'head', where: 'head', words: 'it is not the number and hash of the last event' }];
  }
  try {
    const rebuilt = buildRecord({
      events: record.events,
      runs: runsByHash(record.runs),
      signers: record.signers,
      controlOf: controlOf ?? (() => undefined),
    });
    return Object.entries(rebuilt)
      .filter(([key]) => controlOf !== null || key !== 'items')
      .filter(([key, value]) => !isSameJson(value, record[key as keyof ReviewRecord]))
      .map(([key]) => ({ code: 'derived', where: key, words: 'it does not follow from the events and the runs' }));
  } catch (cause) {
    if (cause instanceof RuleBroken) return [{ code: 'fold', where: 'events', words: cause.message }];
    throw cause;
  }
}
