import { forTerminal } from '../../shared/report/text-safe';
import { isForPeople, UserError } from '../user-error';
import { exitCodes } from './exit-codes';

/** One line for each thing that is wrong. The stack is for us, so it is shown only when asked for. */
export function reportFailure(error: unknown, { debug }: { debug: boolean }): number {
  const lines = error instanceof UserError ? error.lines : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) process.stderr.write(`gonogo: ${forTerminal(line)}\n`);
  if (debug && error instanceof Error) process.stderr.write(`${forTerminal(error.stack ?? '')}\n`);
  else if (!isForPeople(error)) process.stderr.write('gonogo: this is a defect of gonogo; --debug shows where\n');
  return exitCodes.couldNotRun;
}
