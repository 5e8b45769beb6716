import { quoteAll } from '../../shared/shell';
import type { HostTarget, Target } from '../../shared/target';
import type { Found, Probe, ProbeContext } from './probe';

/** A section of a probe, as it will run on one host. */
export interface PlannedSection {
  /** `<fact without host.>.<name>` */
  id: string;
  name: string;
  as: 'root' | 'user';
  seconds: number;
  /** POSIX sh. */
  command: string;
}

export const contextOf = (target: Target, host: HostTarget): ProbeContext => ({
  target,
  host,
  app: host.roles.includes('app') ? (target.app ?? null) : null,
});

export const nothingFound: Found = { get: () => null };

/** The probes that a host's roles call for, in their order. */
export const probesFor = (all: readonly Probe[], { host }: ProbeContext): Probe[] =>
  all.filter(({ roles }) => roles.some((role) => role === 'any' || host.roles.includes(role)));

export const sectionId = (probe: Probe, name: string): string => `${probe.fact.id.replace(/^host\./, '')}.${name}`;

/** What of these probes runs here. Sections that say null are left out. */
export function planSections(probes: readonly Probe[], context: ProbeContext, found: Found): PlannedSection[] {
  return probes.flatMap((probe) =>
    Object.entries(probe.sections).flatMap(([name, section]): PlannedSection[] => {
      const argv = section.as === 'root' ? section.argv(context, found) : null;
      const command = section.as === 'root' ? argv && quoteAll(argv) : section.sh(context, found);
      if (command === null) return [];
      return [{ id: sectionId(probe, name), name, as: section.as, seconds: section.seconds, command }];
    }),
  );
}
