import { printable } from '../shared/printable';

/**
 * Something that the person can put right: each line says what, where, and what to do. The command line prints the lines on
 * stderr and exits with 2. Anything else that is thrown is a fault of ours.
 */
export class UserError extends Error {
  readonly exitCode = 2;
  readonly lines: readonly string[];

  constructor(lines: string | readonly string[], options?: ErrorOptions) {
    const safe = [lines].flat().map((line) => printable(line, 2000));
    super(safe.join('\n'), options);
    this.name = 'UserError';
    this.lines = safe;
  }
}
