import { type Decision, holds } from '../review/gate';
import type { Vote } from '../review/state';
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

/** A review's decision in one sentence: what holds the launch by what is to be done about it, then what the poll says. */
export function reviewSentence(
  { decision, holding }: Decision,
  votes: readonly Vote[],
  roles: readonly string[],
): string {
  const counted = (['fail', 'error', 'manual'] as const).map((status) => ({
    status,
    count: holding.filter((finding) => finding.status === status).length,
  }));
  const reasons = [
    ...counted.filter(({ count }) => count > 0).map(({ status, count }) => holdingWords[status](count)),
    ...votes.filter(({ vote }) => vote === 'no-go').map(({ role }) => `${role} said no-go`),
  ];
  if (decision === 'no-go' || reasons.length > 0) return `NO-GO: ${reasons.join(', ')}`;
  const awaited = roles.filter((role) => !votes.some((vote) => vote.role === role));
  return awaited.length > 0 ? `GO, if the poll agrees: ${awaited.join(', ')} still to vote` : 'GO: every role agrees';
}

const holdingWords = {
  fail: (count: number) => `${plural(count, 'finding')} failed`,
  error: (count: number) => `${count} could not be checked`,
  manual: (count: number) => `${count} ${count === 1 ? 'waits' : 'wait'} for a person`,
} as const;
