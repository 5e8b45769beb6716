import { join } from 'node:path';
import { canonicalBytes, readCanonical } from '../../shared/record/canonical';
import {
  appendEvent,
  type EventDraft,
  type Evidence,
  type ReviewEvent,
  reviewEventSchema,
} from '../../shared/review/events';
import { applyEvent, foldReview } from '../../shared/review/reducer';
import { RuleBroken, sayRule } from '../../shared/review/rules';
import { type Run, runSchema } from '../../shared/review/run';
import type { ReviewState } from '../../shared/review/state';
import { Blobs } from './blobs';
import { EventLog, type LogRead, readLog, setTornAside } from './event-log';
import { type Lock, type LockHolder, takeLock } from './lock';
import type { HeadMemory } from './log-head';
import { StoreError } from './store-error';

/** Who says something, and when. */
export type Statement = Pick<EventDraft, 'at' | 'enteredBy' | 'statedBy'>;

const maxEvidenceBytes = 50 * 1024 * 1024;

/** One review: its log in memory, and the only way to add to it. */
export class OpenReview {
  /** What a person must be told about how it was found. */
  readonly notices: string[] = [];
  /** Why nothing can be added; null when something can. */
  readOnly: string | null = null;
  private log: EventLog | null = null;
  private memory: HeadMemory | null = null;
  private lock: Lock | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private remembering: Promise<void> = Promise.resolve();
  private current: ReviewState | null = null;
  private readonly all: ReviewEvent[] = [];
  private readonly kept = new Map<string, Run>();

  private constructor(
    readonly id: string,
    private readonly blobs: Blobs,
  ) {}

  get events(): readonly ReviewEvent[] {
    return this.all;
  }
  get runs(): ReadonlyMap<string, Run> {
    return this.kept;
  }
  /** Null before the first event. */
  get state(): ReviewState | null {
    return this.current;
  }

  /** For writing, unless somebody else does. `memory`: what the log must go on from; null where nothing remembers it. */
  static async open(folder: string, id: string, now: Date, memory: HeadMemory | null): Promise<OpenReview> {
    const review = new OpenReview(id, new Blobs(join(folder, 'blobs')));
    const path = join(folder, 'events.jsonl');
    const lock = await takeLock(join(folder, 'lock'), now);
    try {
      review.lock = lock;
      if (!lock.ok) review.readOnly = sayHolder(lock.holder);
      const read = await readLog(path, reviewEventSchema);
      if (lock.ok && read.torn.length > 0) {
        const aside = await setTornAside(path, read, now);
        review.notices.push(`the last line of the log was not finished and was set aside as ${aside}`);
      }
      await review.take(read);
      if (memory) await review.compare(memory);
      if (lock.ok) review.log = await EventLog.open(path);
    } catch (cause) {
      await review.close();
      throw cause;
    }
    return review;
  }

  /** As it stands on the disk, whoever writes it. `readOnly` is null when nothing is wrong with it, and still nothing can be added. */
  static async read(folder: string, id: string): Promise<OpenReview> {
    const review = new OpenReview(id, new Blobs(join(folder, 'blobs')));
    await review.take(await readLog(join(folder, 'events.jsonl'), reviewEventSchema));
    return review;
  }

  /** Resolves when the event is on the disk. Throws RuleBroken when a rule forbids it, StoreError when the review is read-only. */
  append(draft: EventDraft): Promise<ReviewEvent> {
    return this.inTurn(async () => {
      const log = this.writable();
      const event = appendEvent(this.all.at(-1) ?? null, draft);
      const next = applyEvent(this.current, event, this.kept);
      if (!next.ok) throw new RuleBroken(next.error);
      await log.append(event);
      this.all.push(event);
      this.current = next.state;
      this.remember(event);
      return event;
    });
  }

  /** Keeps the run beside the log and records it there. */
  async recordRun(run: Run, statement: Statement): Promise<ReviewEvent> {
    this.writable();
    const hash = await this.blobs.put(canonicalBytes(run));
    this.kept.set(hash, run);
    return this.append({ type: 'run-recorded', data: { run: hash }, ...statement });
  }

  /** Keeps an evidence file, to be named in an attestation. */
  async addEvidence(name: string, bytes: Uint8Array): Promise<Evidence> {
    this.writable();
    if (bytes.length > maxEvidenceBytes) {
      throw new StoreError(
        'too-big',
        `${name} is bigger than ${maxEvidenceBytes >> 20} MiB, the most that evidence may have`,
      );
    }
    return { name, sha256: await this.blobs.put(bytes), bytes: bytes.length };
  }

  readEvidence(sha256: string): Promise<Buffer> {
    return this.blobs.get(sha256);
  }

  async close(): Promise<void> {
    await this.queue.catch(() => {});
    await this.remembering;
    await this.log?.close();
    this.log = null;
    if (this.lock?.ok) await this.lock.release();
    this.lock = null;
    this.readOnly ??= 'it was closed';
  }

  private writable(): EventLog {
    if (this.log && !this.readOnly) return this.log;
    throw new StoreError(
      'read-only',
      `the review ${this.id} can only be read: ${this.readOnly ?? 'it was opened for that'}`,
    );
  }

  /** One after the other: each event carries the hash of the one before. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => {});
    return turn;
  }

  /** A log that is longer than what is remembered is whole: the keychain is told after the disk. */
  private async compare(memory: HeadMemory): Promise<void> {
    const known = await memory.recall().catch(() => undefined);
    if (known === undefined) return this.sayForgetful();
    if (!known || this.all[known.seq]?.hash === known.hash) {
      this.memory = memory;
      // The process may have ended between the two, or the keychain may be another machine's.
      const last = this.all.at(-1);
      if (last && last.seq !== known?.seq && !this.readOnly) this.remember(last);
      return;
    }
    const what =
      this.all.length > known.seq
        ? `its event ${known.seq + 1} is not the one that this machine wrote`
        : `it ends after ${this.all.length} events, and this machine wrote ${known.seq + 1}`;
    this.readOnly ??= `its log was changed outside this program (${what}); to go on, begin a new review of the same target`;
  }

  /** Not waited for by whoever appends: the event is on the disk, and a log may be longer than what is remembered. */
  private remember({ seq, hash }: ReviewEvent): void {
    const { memory } = this;
    if (!memory) return;
    this.remembering = this.remembering.then(() => memory.remember({ seq, hash })).catch(() => this.sayForgetful());
  }

  private sayForgetful(): void {
    const words =
      'the keychain does not answer, so it does not remember where the log of this review ends: an older copy put in its place would not be noticed';
    if (!this.notices.includes(words)) this.notices.push(words);
  }

  private async take({ events, problem }: LogRead): Promise<void> {
    for (const event of events) {
      if (event.type === 'run-recorded') this.kept.set(event.data.run, await this.readRun(event.data.run));
    }
    if (problem) this.readOnly = `its log was changed outside this program (${problem})`;
    this.all.push(...events);
    if (events.length === 0) return;
    const folded = foldReview(events, this.kept);
    if (folded.ok) this.current = folded.state;
    else this.readOnly = `event ${folded.seq} of its log breaks a rule (${sayRule(folded.error)})`;
  }

  private async readRun(hash: string): Promise<Run> {
    const read = readCanonical(await this.blobs.get(hash));
    const parsed = read.ok ? runSchema.safeParse(read.value) : null;
    if (parsed?.success) return parsed.data as Run;
    throw new StoreError('no-blob', `the run ${hash} of the review ${this.id} cannot be read: it has another form`);
  }
}

const sayHolder = (holder: LockHolder | null): string =>
  holder
    ? `process ${holder.pid} on ${holder.machine} writes it since ${holder.since}`
    : 'its lock file cannot be read, so somebody else may be writing it';
