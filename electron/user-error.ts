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

/** Raised in the folders beneath for what a person can put right. By name: loading their modules would slow every start. */
const forPeople = new Set(['KeychainError', 'StoreError', 'ExportError', 'ConnectionError']);

/** Whether its message was written for the person; everything else that is thrown is a defect of ours. */
export const isForPeople = (cause: unknown): cause is Error =>
  cause instanceof UserError || (cause instanceof Error && forPeople.has(cause.name));
