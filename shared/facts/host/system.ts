import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';

/** The operating system beneath: which updates wait, which kernel runs. */
export const systemUpdates = defineFact({
  id: 'host.system-updates',
  schema: z.strictObject({
    /** Null where packages are not apt's. */
    apt: z
      .strictObject({
        /** When its lists were last fetched, seconds since 1970. */
        listsAt: z.number().int().nonnegative(),
        /** Packages that an update would change, and those of them that come from a security archive. */
        pending: z.number().int().nonnegative(),
        security: z.number().int().nonnegative(),
      })
      .nullable(),
    /** A kernel was installed after the host had started, or the system says that it wants a restart. Null: no kernel of its own. */
    rebootNeeded: z.boolean().nullable(),
  }),
});
export type SystemUpdates = FactValue<typeof systemUpdates>;

/** The host's clock against ours. */
export const clock = defineFact({
  id: 'host.clock',
  schema: z.strictObject({
    /** Seconds by which the host is ahead. When it is behind, some of it may be the way of the answer to us. */
    aheadSeconds: z.number().int(),
  }),
});
export type Clock = FactValue<typeof clock>;

/**
 * `apt-get -s dist-upgrade` (apt-get(8): a simulation), a line for each package:
 * `Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64])`.
 */
export function parseAptSimulation(text: string): { pending: number; security: number } {
  const origins = text.split('\n').flatMap((line) => /^Inst \S+ (?:\[[^\]]*\] )?\(\S+ ([^)]*)\)/.exec(line)?.[1] ?? []);
  // Debian's archive is named by its label, Ubuntu's by its suite: `Ubuntu:22.04/jammy-security`.
  const security = origins.filter((origin) => /(?:^|, )Debian-Security:|\/[\w-]+-security\b/.test(origin));
  return { pending: origins.length, security: security.length };
}

/** Lines of words: `boot <seconds>`, `kernel <seconds> <path>` for each image by its ctime, `wanted` where the system says it. */
export function parseKernels(text: string): Read<boolean | null> {
  const lines = text.split('\n');
  const boot = lines.flatMap((line) => /^boot (\d{9,12})$/.exec(line)?.[1] ?? [])[0];
  if (boot === undefined) return unseen('malformed', { what: 'when the host started' });
  if (lines.includes('wanted')) return seen(true);
  const installed = lines.flatMap((line) => /^kernel (\d{9,12}) \//.exec(line)?.[1] ?? []).map(Number);
  return seen(installed.length === 0 ? null : installed.some((at) => at > Number(boot)));
}
