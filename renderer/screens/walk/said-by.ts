import { isSamePerson } from '../../../shared/review/reducer';
import { dateTime } from '../../parts/dates';
import { words } from '../../words';
import type { Signers } from './people';

/** Whose word it is and since when; when somebody else's key entered it, who that was. */
export function sayBy(
  { by, at, enteredBy }: { by: string; at: string; enteredBy: string | null },
  signers: Signers,
): string {
  const clerk = enteredBy && (signers.get(enteredBy) ?? enteredBy.slice(0, 12));
  return clerk && !isSamePerson(clerk, by)
    ? words.walk.enteredBy(clerk, by, dateTime(at))
    : words.walk.by(by, dateTime(at));
}
