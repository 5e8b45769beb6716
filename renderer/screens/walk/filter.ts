import type { Finding } from '../../../shared/control';
import type { AppliedFindings } from '../../../shared/review/apply';
import { holdsLaunch, standingOf } from './standing';

/** Which findings are listed. */
export const filters = ['all', 'holding', 'open', 'failures'] as const;
export type Filter = (typeof filters)[number];

const passes: Record<Filter, (finding: Finding, applied: AppliedFindings) => boolean> = {
  all: () => true,
  holding: holdsLaunch,
  open: (finding, applied) => standingOf(finding, applied) === 'manual',
  failures: ({ status }) => status === 'fail' || status === 'error',
};

/** Those of the filter that hold every word of the search, in their id, host, title or what was seen. */
export function narrow(
  findings: readonly Finding[],
  applied: AppliedFindings,
  { filter, search }: { filter: Filter; search: string },
): Finding[] {
  const sought = search.toLowerCase().split(/\s+/).filter(Boolean);
  const isSought = ({ control, host, title, observed }: Finding): boolean => {
    const text = `${control} ${host ?? ''} ${title} ${observed}`.toLowerCase();
    return sought.every((word) => text.includes(word));
  };
  return findings.filter((finding) => passes[filter](finding, applied) && (sought.length === 0 || isSought(finding)));
}
