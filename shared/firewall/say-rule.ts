import type { Match, Rule, Verdict } from './rule';

/** A rule in one short line, for findings: from its typed form, so that nothing of the host's free text comes along. */
export const sayRule = (chain: string, rule: Rule): string =>
  `${chain}: ${[...rule.when.map(sayMatch).filter((words) => words !== ''), sayVerdict(rule.verdict)].join(', ')}`;

export const sayPolicy = (chain: string, policy: 'accept' | 'drop'): string => `${chain}: policy ${policy}`;

const some = (words: readonly string[]): string =>
  words.length > 6 ? `${words.slice(0, 6).join(' ')} and ${words.length - 6} more` : words.join(' ');

function sayMatch(match: Match): string {
  if (match.on === 'first-packet') return match.what === 'tcp-flags' || match.what === 'tcp flags' ? '' : match.what;
  if (match.on === 'unknown') return match.what;
  const not = match.not ? 'not ' : '';
  switch (match.on) {
    case 'port':
      return `${not}${match.side} port ${some(match.any.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)))}`;
    case 'address':
      return `${not}${match.side === 'source' ? 'from' : 'to'} ${some(match.any.map(({ from, to }) => (from === to ? from : `${from}-${to}`)))}`;
    case 'interface':
      return `${not}${match.side} ${some(match.any)}`;
    case 'mark':
      return `${not}mark ${match.value}`;
    case 'address-type':
      return `${not}${match.side} ${some(match.any)}`;
    default:
      return `${not}${match.on === 'state' ? 'state ' : ''}${some(match.any)}`;
  }
}

function sayVerdict(verdict: Verdict): string {
  switch (verdict.do) {
    case 'jump':
    case 'goto':
      return `${verdict.do} ${verdict.chain}`;
    case 'dnat':
      return `to ${verdict.address ?? 'the same address'}${verdict.port === null ? '' : ` port ${verdict.port}`}`;
    case 'redirect':
      return `redirect${verdict.port === null ? '' : ` to port ${verdict.port}`}`;
    case 'unknown':
      return verdict.what;
    default:
      return verdict.do;
  }
}
