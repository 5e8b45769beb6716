import type { Finding } from '../control';
import type { Fact } from '../fact';

/** Who saw it. A host that was broken into says what we like to hear, so a report tells its word from what we saw ourselves. */
export const witnessWords = {
  wire: 'seen from outside',
  host: 'the server’s own word',
  machine: 'this machine’s keychain or reviews',
  person: 'a person’s statement',
  file: 'an attached file',
} as const;
export type Witness = keyof typeof witnessWords;

export function witnessOf({ from }: Pick<Fact, 'from'>): Witness {
  if ('commands' in from) return 'host';
  return 'url' in from ? 'wire' : 'machine';
}

/** The facts that a finding rests on, those that were there. */
export const factsOf = (finding: Finding, facts: readonly Fact[]): Fact[] =>
  facts.filter(
    ({ id, host }) => finding.facts.includes(id) && (host === null || finding.host === null || host === finding.host),
  );

/** Witnesses of a finding's facts, each once. */
export const witnessesOf = (finding: Finding, facts: readonly Fact[]): Witness[] => [
  ...new Set(
    factsOf(finding, facts)
      .filter(({ ok }) => ok)
      .map(witnessOf),
  ),
];
