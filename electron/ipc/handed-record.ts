import type { Signal } from './router';

/** A record that the system gave us to open. The page hears that there is one and asks for its verdict; it never says which. */
export class HandedRecord {
  private path: string | null = null;

  constructor(private readonly signal: Signal) {}

  give(path: string | null): void {
    if (path === null) return;
    this.path = path;
    this.signal('handed', null);
  }

  /** Once: the next who asks gets null. */
  take(): string | null {
    const { path } = this;
    this.path = null;
    return path;
  }
}
