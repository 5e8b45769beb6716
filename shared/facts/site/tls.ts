import { z } from 'zod';
import { defineFact } from '../../fact';
import { tlsVersions } from '../../tls/versions';

/** Which protocol versions and cipher suites the server accepts, each really offered in a ClientHello of our own. */

const suiteSchema = z.strictObject({
  id: z.number().int().min(0).max(0xffff),
  name: z.string(),
  /** Bits of the server's finite-field DH group; null when the suite uses none. */
  dhBits: z.number().int().nonnegative().nullable(),
});
export type AcceptedSuite = z.infer<typeof suiteSchema>;

export const versionOutcomes = {
  accepted: 'accepted',
  alert: 'refused with an alert',
  'other-version': 'refused: the server answered with another version',
  closed: 'refused: the server closed the connection',
  reset: 'refused: the server reset the connection',
  timeout: 'no answer in time',
  'not-tls': 'the answer was not TLS',
  malformed: 'the answer was not readable',
} as const;
export type VersionOutcome = keyof typeof versionOutcomes;

const versionSchema = z.strictObject({
  version: z.enum(tlsVersions),
  outcome: z.enum(Object.keys(versionOutcomes) as [VersionOutcome, ...VersionOutcome[]]),
  /** The alert's name, or what was malformed. */
  detail: z.string().nullable(),
  /** In the order in which the server chose them. */
  suites: z.array(suiteSchema),
  /** Every suite was offered until the server refused. False: there may be more. */
  complete: z.boolean(),
});
export type VersionScan = z.infer<typeof versionSchema>;

export const tls = defineFact({
  id: 'site.tls',
  schema: z.strictObject({
    versions: z.array(versionSchema),
    connections: z.number().int().nonnegative(),
  }),
});

/** A version that was offered and not taken. Silence and noise are neither. */
export const wasRefused = ({ outcome }: VersionScan): boolean =>
  outcome === 'alert' || outcome === 'other-version' || outcome === 'closed' || outcome === 'reset';
