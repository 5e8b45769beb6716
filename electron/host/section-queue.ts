import type { PlannedSection } from './sections';

/** What is to run in one shell, in order. More may be added while it runs, until it is ended. */
export class SectionQueue {
  private waiting: PlannedSection[] = [];
  private ended = false;
  private wake: () => void = () => {};

  add(sections: readonly PlannedSection[]): void {
    this.waiting.push(...sections);
    this.wake();
  }

  /** Before all others: what did not get to run. */
  putBack(sections: readonly PlannedSection[]): void {
    this.waiting.unshift(...sections);
  }

  /** Nothing will be added. May be said again. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.wake();
  }

  get isEnded(): boolean {
    return this.ended;
  }

  /** All that wait; they wait no more. */
  take(): PlannedSection[] {
    return this.waiting.splice(0);
  }

  /** False once it has ended and nothing is left. */
  async hasMore(): Promise<boolean> {
    while (this.waiting.length === 0 && !this.ended) await new Promise<void>((done) => this.listen(done));
    return this.waiting.length > 0;
  }

  /** Who is told of an addition and of the end: the last to ask. */
  listen(onChange: () => void): void {
    this.wake = onChange;
  }
}
