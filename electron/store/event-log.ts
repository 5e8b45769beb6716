import type { FileHandle } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { readCanonical } from '../../shared/record/canonical';
import { chainProblem, eventLine, type ReviewEvent } from '../../shared/review/events';
import { openForAppend, writeDurably } from './durable';

/** A log on disk: one event a line, canonical JSON, each line on the disk before it is acknowledged. */

/** What any event of a log has: its number, and the hash of the one before. */
type Chained = Pick<ReviewEvent, 'seq' | 'prev' | 'hash'>;

export interface LogRead<E extends Chained = ReviewEvent> {
  events: E[];
  /** What breaks the log, in words; the events before it still stand. Null when it is whole. */
  problem: string | null;
  /** Bytes up to the end of the last whole line. */
  whole: number;
  /** What stands after it: a line whose writing was interrupted, and that nobody was told of. */
  torn: Buffer;
}

/** Before the first event was written there is no file. */
export async function readLog<E extends Chained>(path: string, schema: z.ZodType<E>): Promise<LogRead<E>> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return Buffer.alloc(0);
    throw cause;
  });
  const whole = bytes.lastIndexOf(0x0a) + 1;
  const events: E[] = [];
  let problem: string | null = null;
  let at = 0;
  while (at < whole && !problem) {
    const end = bytes.indexOf(0x0a, at);
    const event = readEvent(bytes.subarray(at, end), schema);
    if (event.ok) events.push(event.event);
    else problem = `line ${events.length + 1}: ${event.problem}`;
    at = end + 1;
  }
  const chain = chainProblem(events);
  if (chain) events.length = chain.seq;
  return { events, problem: chain?.problem ?? problem, whole, torn: Buffer.from(bytes.subarray(whole)) };
}

function readEvent<E>(line: Uint8Array, schema: z.ZodType<E>): { ok: true; event: E } | { ok: false; problem: string } {
  const read = readCanonical(line);
  if (!read.ok) return read;
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return { ok: true, event: parsed.data };
  return { ok: false, problem: parsed.error.issues[0]?.message ?? 'it is no event' };
}

/** Moves a torn last line into a file of its own, whose path is returned: it is never taken for an event, nor lost. */
export async function setTornAside(
  path: string,
  { whole, torn }: Pick<LogRead, 'whole' | 'torn'>,
  now: Date,
): Promise<string> {
  const aside = join(dirname(path), `${basename(path, '.jsonl')}.torn-${now.toISOString().replaceAll(':', '')}`);
  await writeDurably(aside, torn);
  const file = await openForAppend(path);
  await file
    .truncate(whole)
    .then(() => file.sync())
    .finally(() => file.close());
  return aside;
}

export class EventLog {
  private constructor(
    private readonly file: FileHandle,
    private size: number,
  ) {}

  static async open(path: string): Promise<EventLog> {
    const file = await openForAppend(path);
    return new EventLog(file, (await file.stat()).size);
  }

  /** Resolves when the event is on the disk. When that fails nothing of it stays, so that the next line begins on its own. */
  async append(event: Chained): Promise<void> {
    const line = Buffer.from(`${eventLine(event)}\n`);
    try {
      await this.file.appendFile(line);
      await this.file.datasync();
    } catch (cause) {
      await this.file.truncate(this.size).catch(() => {});
      throw cause;
    }
    this.size += line.length;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
