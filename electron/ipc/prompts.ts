import type { SignInPrompt } from '../host/collect';
import type { Signal } from './router';

/** Questions for a password or passphrase that main asks the window, one answer each. */
export class Prompts {
  private readonly waiting = new Map<number, (value: string | null) => void>();
  private next = 1;

  constructor(private readonly signal: Signal) {}

  readonly ask: SignInPrompt = (kind, words) =>
    new Promise((resolve) => {
      const id = this.next++;
      this.waiting.set(id, resolve);
      this.signal('ask', { id, kind, words });
    });

  answer(id: number, value: string | null): void {
    this.waiting.get(id)?.(value);
    this.waiting.delete(id);
  }

  /** The window is gone or loaded anew: nobody will answer what it was asked. */
  giveUp(): void {
    for (const resolve of this.waiting.values()) resolve(null);
    this.waiting.clear();
  }
}
