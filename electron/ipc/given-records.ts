import { UserError } from '../user-error';
import type { Signal } from './router';

/**
 * The records that a person gave this session: picked in a dialog of main, dropped on the window, opened by the system, or
 * exported here. The page may name these and no other path: one of its own choosing could be a share on a stranger's server,
 * to which Windows would sign in.
 */
export class GivenRecords {
  private readonly given = new Set<string>();
  private handed: string | null = null;
  private dropped: string | null = null;

  constructor(private readonly signal: Signal) {}

  give(path: string): void {
    this.given.add(path);
  }

  /** The path itself. @throws UserError when nobody gave it. */
  check(path: string): string {
    if (!this.given.has(path))
      throw new UserError(`${path}: was not given to this session: choose it, or drop it here`);
    return path;
  }

  /** The system gave it to open. The page hears that there is one and asks for it. */
  hand(path: string | null): void {
    if (path === null) return;
    this.handed = path;
    this.signal('handed', null);
  }

  /** Once: the next who asks gets null. */
  takeHanded(): string | null {
    const { handed } = this;
    this.handed = null;
    if (handed !== null) this.give(handed);
    return handed;
  }

  /** Dropped on the window, as the preload tells it. Evidence is dropped too, so it counts once the page asks for a record. */
  drop(path: string): void {
    this.dropped = path;
  }

  /** Once. @throws UserError when it is on another machine: a path of the page's process, which no dialog of ours confirmed. */
  takeDropped(): string | null {
    const { dropped } = this;
    this.dropped = null;
    if (dropped === null) return null;
    if (/^[\\/]{2}/.test(dropped))
      throw new UserError(`${dropped}: is on another machine: choose it with the buttons, or copy it here first`);
    this.give(dropped);
    return dropped;
  }
}
