import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chainEntry,
  type Entry,
  type EntryDraft,
  type KeptLog,
  type LogKind,
  logIdSchema,
} from '../../shared/chained-log';
import { makeFolder } from './durable';
import { EventLog, readLog, setTornAside } from './event-log';
import { takeLock } from './lock';
import { StoreError } from './store-error';
import { ulid } from './ulid';

const suffix = '.jsonl';

/** Small append-only logs of one kind, a file for each. Read anew before each entry: there are some dozens in a log, typed by hand. */
export class LogFolder<E extends Entry> {
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly kind: LogKind<E>,
  ) {}

  /** Newest first. */
  async list(): Promise<KeptLog<E>[]> {
    const names = await readdir(this.folder).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return [];
      throw cause;
    });
    const ids = names.flatMap((name) => (name.endsWith(suffix) ? [name.slice(0, -suffix.length)] : []));
    const own = ids.filter((id) => logIdSchema.safeParse(id).success).sort();
    return Promise.all(own.reverse().map((id) => this.read(id)));
  }

  async read(id: string): Promise<KeptLog<E>> {
    const { events: entries, problem } = await readLog(this.pathOf(id), this.kind.schema);
    const changed = problem && `its log was changed outside this program (${problem})`;
    return { id, entries, problem: changed ?? this.kind.brokenRule(entries) };
  }

  /** Begins a log; `draft` is its first entry, which names it. */
  async create(draft: (id: string) => EntryDraft): Promise<E> {
    await makeFolder(this.folder);
    const id = ulid(new Date());
    return this.append(id, draft(id));
  }

  /** Resolves when the entry is on the disk. Throws StoreError when a rule forbids it, or the log cannot be added to. */
  append(id: string, draft: EntryDraft): Promise<E> {
    const turn = this.queue.then(() => this.appendLocked(id, draft));
    this.queue = turn.catch(() => {});
    return turn;
  }

  private async appendLocked(id: string, draft: EntryDraft): Promise<E> {
    const path = this.pathOf(id);
    const now = new Date();
    const lock = await takeLock(`${path}.lock`, now);
    if (!lock.ok) throw new StoreError('read-only', `${path} is being written by another process: try again`);
    try {
      const read = await readLog(path, this.kind.schema);
      if (read.problem) throw new StoreError('read-only', `${path} was changed outside this program (${read.problem})`);
      if (read.torn.length > 0) await setTornAside(path, read, now);
      const entry = chainEntry(this.kind.schema, read.events.at(-1) ?? null, draft);
      const broken = this.kind.brokenRule([...read.events, entry]);
      if (broken) throw new StoreError('rule', broken);
      const log = await EventLog.open(path);
      await log.append(entry).finally(() => log.close());
      return entry;
    } finally {
      await lock.release();
    }
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}${suffix}`);
  }
}
