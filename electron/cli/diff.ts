import { diffText } from '../../shared/record/diff';
import { forTerminal } from '../../shared/report/text-safe';
import { compareRecords } from '../acts/compare-records';
import { exitCodes } from './exit-codes';
import { fromHere } from './working-directory';
import { writeResult } from './write-result';

/** Between two records (or their record.json), or two results of `check --format json`. */
export async function diff(before: string, after: string, { format }: { format: 'text' | 'json' }): Promise<number> {
  const result = await compareRecords(fromHere(before), fromHere(after));
  await writeResult(format === 'json' ? JSON.stringify(result, null, 2) : forTerminal(diffText(result)), undefined);
  return result.differ ? exitCodes.no : exitCodes.ok;
}
