import type { Family } from '../ip-address';

/** The first packet of a connection that a stranger opens, as it stands at one hook. Its sources are kept beside it, as a set. */
export interface Flow {
  family: Family;
  protocol: 'tcp' | 'udp';
  /** Where it came in; null when the host's interfaces are not known. */
  device: string | null;
  sourcePort: number;
  /** Null when the host's own addresses are not known. */
  destination: bigint | null;
  port: number;
  original: { destination: bigint | null; port: number };
  /** By DNAT or REDIRECT. `forwarded`: to a machine or container behind this host. */
  translated: 'no' | 'here' | 'forwarded';
}
