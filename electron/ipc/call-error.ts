import type { CallError } from '../../shared/ipc';
import { printable } from '../../shared/printable';
import { RuleBroken } from '../../shared/review/rules';
import { isForPeople, UserError } from '../user-error';

/** What the page is told of a failure: words, never a stack. A defect of ours is also written to stderr. */
export function asCallError(cause: unknown): CallError {
  if (cause instanceof UserError) return { code: 'refused', lines: [...cause.lines] };
  if (cause instanceof RuleBroken) return { code: 'rule', lines: [cause.message] };
  const words = printable(cause instanceof Error ? cause.message : String(cause), 2000);
  if (isForPeople(cause)) return { code: 'refused', lines: [words] };
  process.stderr.write(`gonogo: ${cause instanceof Error ? cause.stack : String(cause)}\n`);
  return { code: 'defect', lines: [`${words}. This is a defect of Go/No-Go: what was said before is kept.`] };
}
