import { parse } from 'yaml';
import { collectHost, type HostCollection } from '../../../electron/host/collect';
import type { Found, Probe, ProbeContext } from '../../../electron/host/probe';
import { probes } from '../../../electron/host/probes';
import { nothingFound, type PlannedSection, planSections } from '../../../electron/host/sections';
import type { Practice } from '../../../electron/practice/practice';
import type { FactId, FactType } from '../../../shared/fact';
import { type Target, targetSchema } from '../../../shared/target';

/** The checker's side, pointed at a practice host. */
export const targetOf = (practice: Practice): Target => targetSchema.parse(parse(practice.targetYaml));

export function collect(practice: Practice, change: (target: Target) => void = () => {}): Promise<HostCollection> {
  const target = targetOf(practice);
  change(target);
  return collectHost({
    target,
    host: target.hosts[0]!,
    keep: { kept: () => 'none', elsewhere: () => 'unknown', guessesLog2: (value) => value.length * 5 },
    acceptHostKey: () => false,
    ask: async () => null,
    signal: new AbortController().signal,
    onEvent: () => {},
  });
}

/** Everything that a check of the practice host runs there, in both phases. */
export function everySection(practice: Practice, collection: HostCollection): PlannedSection[] {
  const target = targetOf(practice);
  const context: ProbeContext = { target, host: target.hosts[0]!, app: target.app ?? null };
  const found: Found = {
    get: (<T extends FactType<FactId, unknown>>({ id }: T) => {
      const fact = collection.facts.find((one) => one.id === id);
      return fact?.ok ? fact.value : null;
    }) as Found['get'],
  };
  const inPhase = (phase: Probe['phase']) => probes.filter((probe) => probe.phase === phase);
  return [...planSections(inPhase('find'), context, nothingFound), ...planSections(inPhase('look'), context, found)];
}
