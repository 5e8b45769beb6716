import { holds } from '../review/gate';
import type { CheckResult } from './check-result';
import { plural } from './wrap';

/** `GO for 61 automatic controls, 52 manual open`, or what holds the launch. */
export function decisionSentence(
  result: Pick<CheckResult, 'decision' | 'findings' | 'open' | 'hosts' | 'site'>,
): string {
  if (result.decision === 'go') {
    const seen = new Set(
      result.findings.filter(({ status }) => status !== 'manual' && status !== 'not-applicable').map((f) => f.control),
    );
    return `GO for ${plural(seen.size, 'automatic control')}, ${result.open} manual open`;
  }
  const holding = result.findings.filter((finding) => holds(finding, { manualHolds: false }));
  const counts = (['blocker', 'major'] as const)
    .map((severity) => ({ severity, count: holding.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) {
    const unreached = [
      ...result.hosts.filter(({ error }) => error).map(({ name }) => name),
      ...(result.site?.error ? ['the site'] : []),
    ];
    return `NO-GO: ${unreached.join(', ')} could not be checked`;
  }
  const what = counts.map(({ severity, count }) => plural(count, severity)).join(' and ');
  return `NO-GO: ${what} ${holding.length === 1 ? 'holds' : 'hold'} the launch`;
}
