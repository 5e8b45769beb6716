import { forTerminal } from '../../shared/report/text-safe';
import { UserError } from '../user-error';
import { exitCodes } from './exit-codes';

/** Raised in the folders beneath for what a person can put right. By name: loading their modules would slow every start. */
const forPeople = new Set(['KeychainError', 'StoreError', 'ExportError', 'ConnectionError']);

/** One line for each thing that is wrong. The stack is for us, so it is shown only when asked for. */
export function reportFailure(error: unknown, { debug }: { debug: boolean }): number {
  const lines = error instanceof UserError ? error.lines : [error instanceof Error ? error.message : String(error)];
  const known = error instanceof UserError || (error instanceof Error && forPeople.has(error.name));
  for (const line of lines) process.stderr.write(`gonogo: ${forTerminal(line)}\n`);
  if (debug && error instanceof Error) process.stderr.write(`${forTerminal(error.stack ?? '')}\n`);
  else if (!known) process.stderr.write('gonogo: this is a defect of gonogo; --debug shows where\n');
  return exitCodes.couldNotRun;
}
