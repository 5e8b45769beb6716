import { z } from 'zod';
import { defineFact } from '../../fact';
import { tlsVersions } from '../../tls/versions';

/** What a server's TLS handshake says beside version and suite. Null: these versions do not show it in clear, or it was silent. */

const seenOrNot = z.boolean().nullable();

export const tlsHandshake = defineFact({
  id: 'site.tls-handshake',
  schema: z.strictObject({
    /** Whose order of suites counts, for each version that accepts two or more. */
    orders: z.array(z.strictObject({ version: z.enum(tlsVersions), by: z.enum(['server', 'client']) })),
    /** Named groups by IANA's number, in the order in which the server chose them. */
    groups: z.array(
      z.strictObject({ version: z.enum(tlsVersions), groups: z.array(z.number().int()), complete: z.boolean() }),
    ),
    /** What TLS 1.2 signs its key exchange with, by IANA's number. */
    signatures: z.strictObject({ schemes: z.array(z.number().int()), complete: z.boolean() }).nullable(),
    /** RFC 7507. Null also when one version is all there is. */
    fallbackScsv: seenOrNot,
    /** RFC 8446 4.1.3: TLS 1.2 of a server that speaks 1.3 marks its random. */
    downgradeSentinel: seenOrNot,
    /** RFC 5746. */
    secureRenegotiation: seenOrNot,
    /** RFC 7627. */
    extendedMasterSecret: seenOrNot,
    /** RFC 5077. */
    sessionTickets: seenOrNot,
    /** RFC 6520: announced. No heartbeat is ever sent. */
    heartbeat: seenOrNot,
    /** RFC 3749: DEFLATE chosen when offered. */
    compression: seenOrNot,
    /** RFC 6066 8: an OCSP response came along. */
    stapled: seenOrNot,
    /** What a client that names no host is shown. Null also for an IP literal, which is never named. */
    withoutName: z.enum(['same-certificate', 'other-certificate', 'refused']).nullable(),
    connections: z.number().int().nonnegative(),
  }),
});
