import { isSamePerson } from '../../shared/review/reducer';

/** Who has said something in this log, each once, in the order in which they first spoke. */
export function namesIn(entries: readonly { statedBy: string }[]): string[] {
  const names: string[] = [];
  for (const { statedBy } of entries) {
    if (!names.some((name) => isSamePerson(name, statedBy))) names.push(statedBy);
  }
  return names;
}
