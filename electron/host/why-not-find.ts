import type { Reason } from '../../shared/fact';
import type { SectionOutput } from './probe';
import { textOf, whyNot } from './section-reason';

/** As `whyNot`, for find(1) and stat(1) over several paths: that one of them does not exist (exit 1) is an answer. */
export function whyNotFind(section: SectionOutput): Reason | null {
  const complaints = textOf(section.stderr)
    .split('\n')
    .filter((line) => line !== '');
  const onlyAbsent = complaints.length > 0 && complaints.every((line) => /No such file or directory$/.test(line));
  return whyNot(section, onlyAbsent ? [1] : []);
}
