/** One section as it came back, whole or not. */
export interface FramedSection {
  id: string;
  stdout: Buffer;
  stderr: Buffer;
  exitCode: number | null;
}

export interface FrameLimits {
  /** Bytes of one section on one stream; more ends the frame as `too-big`. */
  stdout: number;
  /** Bytes of stderr that are kept; the rest is dropped. */
  stderr: number;
}

export type FrameState = 'open' | 'done' | 'too-big' | 'malformed';
type StreamName = 'stdout' | 'stderr';

/**
 * Takes the answer of a script apart while it arrives: see shared/collector-script.ts for the form. The two streams carry the
 * same marks and come in any order; a section is whole when both have ended it with the same exit code. Marks in any other
 * order than that of `expect` are `malformed`: what was whole before stays.
 */
export class FrameReader {
  private readonly streams: Record<StreamName, StreamReader>;
  private readonly whole: FramedSection[] = [];
  private readonly order: ExpectedOrder = { ids: [], isAll: false };
  private broken: 'too-big' | 'malformed' | null = null;

  constructor(boundary: string, limits: FrameLimits) {
    this.streams = {
      stdout: new StreamReader(boundary, this.order, { cut: limits.stdout, keep: limits.stdout }),
      stderr: new StreamReader(boundary, this.order, { cut: limits.stdout, keep: limits.stderr }),
    };
  }

  /** What was sent, in its order: these sections, and the end of the script too when `isAll`. */
  expect(ids: readonly string[], isAll: boolean): void {
    this.order.ids.push(...ids);
    this.order.isAll = isAll;
  }

  push(name: StreamName, chunk: Buffer): void {
    if (this.broken) return;
    const stream = this.streams[name];
    stream.push(chunk);
    this.broken = stream.broken;
    this.pair();
  }

  get state(): FrameState {
    if (this.broken) return this.broken;
    return this.streams.stdout.done && this.streams.stderr.done ? 'done' : 'open';
  }

  /** The section that is running, by stdout's marks; null between two. */
  get current(): string | null {
    return this.streams.stdout.current;
  }

  /** The section in which it broke. */
  get brokenAt(): string | null {
    const { stdout, stderr } = this.streams;
    return stdout.broken ? stdout.current : stderr.broken ? stderr.current : null;
  }

  /** How many sections have begun. */
  get begun(): number {
    return this.streams.stdout.begun;
  }

  /** The whole ones, in order. */
  get sections(): readonly FramedSection[] {
    return this.whole;
  }

  /** What arrived so far of one that is not whole. */
  partOf(id: string): FramedSection {
    const { stdout, stderr } = this.streams;
    return { id, stdout: stdout.partOf(id), stderr: stderr.partOf(id), exitCode: null };
  }

  private pair(): void {
    const { stdout, stderr } = this.streams;
    for (;;) {
      const [out] = stdout.ended;
      const [err] = stderr.ended;
      if (!out || !err) return;
      stdout.ended.shift();
      stderr.ended.shift();
      if (out.exitCode !== err.exitCode) {
        this.broken = 'malformed';
        return;
      }
      this.whole.push({ id: out.id, stdout: out.bytes, stderr: err.bytes, exitCode: out.exitCode });
    }
  }
}

interface ExpectedOrder {
  ids: string[];
  /** Nothing follows these but the last mark. */
  isAll: boolean;
}

/** A mark is this long at most: the id is ours, the exit code has three digits. */
const longestMark = 256;

class StreamReader {
  done = false;
  broken: 'too-big' | 'malformed' | null = null;
  begun = 0;
  current: string | null = null;
  readonly ended: { id: string; bytes: Buffer; exitCode: number }[] = [];
  private readonly mark: Buffer;
  private pending: Buffer = Buffer.alloc(0);
  private kept: Buffer[] = [];
  private keptBytes = 0;
  private bytes = 0;

  constructor(
    boundary: string,
    private readonly expected: ExpectedOrder,
    private readonly limit: { cut: number; keep: number },
  ) {
    this.mark = Buffer.from(`\n${boundary} `);
  }

  push(chunk: Buffer): void {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    while (!this.broken && !this.done) {
      const start = this.pending.indexOf(this.mark);
      if (start < 0) {
        // A mark may have begun in the last bytes.
        const safe = Math.max(0, this.pending.length - this.mark.length + 1);
        this.take(this.pending.subarray(0, safe));
        this.pending = this.pending.subarray(safe);
        return;
      }
      const end = this.pending.indexOf(0x0a, start + this.mark.length);
      if (end < 0 && this.pending.length - start <= longestMark) {
        this.take(this.pending.subarray(0, start));
        this.pending = this.pending.subarray(start);
        return;
      }
      this.take(this.pending.subarray(0, start));
      const word = end < 0 ? '' : this.pending.toString('latin1', start + this.mark.length, end);
      this.pending = this.pending.subarray(end < 0 ? this.pending.length : end + 1);
      if (!this.broken && !this.turn(word)) this.broken = 'malformed';
    }
  }

  partOf(id: string): Buffer {
    const ended = this.ended.find((section) => section.id === id);
    if (ended) return ended.bytes;
    return this.current === id ? Buffer.concat(this.kept) : Buffer.alloc(0);
  }

  /** Bytes of the section that is running. Those between two sections belong to none. */
  private take(bytes: Buffer): void {
    if (this.current === null || bytes.length === 0) return;
    this.bytes += bytes.length;
    if (this.bytes > this.limit.cut) this.broken = 'too-big';
    const room = Math.min(bytes.length, this.limit.keep - this.keptBytes);
    if (room <= 0) return;
    // A copy: a slice would hold the whole packet, and whoever wipes it would wipe its neighbours.
    this.kept.push(Buffer.from(bytes.subarray(0, room)));
    this.keptBytes += room;
  }

  private turn(word: string): boolean {
    const [, verb, id, code] = /^(?:(begin|end) ([a-z0-9.-]{1,120})(?: (\d{1,3}))?|done)$/.exec(word) ?? [];
    if (word === 'done') {
      this.done = this.current === null && this.expected.isAll && this.begun === this.expected.ids.length;
      return this.done;
    }
    if (verb === 'begin') {
      if (this.current !== null || code !== undefined || this.expected.ids[this.begun] !== id) return false;
      this.current = id!;
      this.begun++;
      this.kept = [];
      this.keptBytes = 0;
      this.bytes = 0;
      return true;
    }
    if (verb !== 'end' || id !== this.current || code === undefined || Number(code) > 255) return false;
    this.ended.push({ id: this.current!, bytes: Buffer.concat(this.kept), exitCode: Number(code) });
    this.current = null;
    // The pieces are of no use any more, and may hold a secret.
    for (const piece of this.kept) piece.fill(0);
    this.kept = [];
    return true;
  }
}
