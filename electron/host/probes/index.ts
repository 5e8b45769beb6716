import type { Probe } from '../probe';

/** Every probe, in the order in which `plan` prints and the script runs them. `env-file` is read before what needs its values. */
export const probes: readonly Probe[] = [];
