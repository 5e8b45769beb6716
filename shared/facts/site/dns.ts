import { z } from 'zod';
import { defineFact, reasonSchema } from '../../fact';

/** What the system's resolver says of the site's name and of the domain that mail is sent from. Records as text on one line. */

const read = <T extends z.ZodType>(value: T) =>
  z.union([
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), reason: reasonSchema }),
  ]);

const caaRecord = z.strictObject({ critical: z.boolean(), tag: z.string(), value: z.string() });
export type CaaRecord = z.infer<typeof caaRecord>;

const mailSchema = z.strictObject({
  domain: z.string(),
  spf: read(
    z.strictObject({
      /** All of the domain, which may have one. */
      records: z.array(z.string()),
      /** The record at the end of its redirects; null when it leads nowhere. */
      last: z.string().nullable(),
      /** Terms that cost a query, those of included records too; null when they could not be counted. */
      queries: z.number().int().nonnegative().nullable(),
    }),
  ),
  /** Of `_dmarc` below the domain, or below the nearest name above that has one. */
  dmarc: read(z.strictObject({ at: z.string().nullable(), records: z.array(z.string()) })),
  /** Null: the target names no selector. `bits`: of an RSA key that can be read. */
  dkim: z
    .strictObject({
      selector: z.string(),
      seen: read(z.strictObject({ records: z.array(z.string()), bits: z.number().int().nullable() })),
    })
    .nullable(),
});
export type MailDns = z.infer<typeof mailSchema>;

export const dns = defineFact({
  id: 'site.dns',
  schema: z.strictObject({
    /** `address`: the site has no name. `connect`: the target says where the site is, so its name was not asked for. */
    caa: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('address') }),
      z.strictObject({ kind: z.literal('connect') }),
      z.strictObject({
        kind: z.literal('asked'),
        name: z.string(),
        /** `at`: the name whose records count, the site's own or one above (RFC 8659 3); null when no name has any. */
        seen: read(z.strictObject({ at: z.string().nullable(), records: z.array(caaRecord) })),
      }),
    ]),
    /** Null: the target names no domain for mail. */
    mail: mailSchema.nullable(),
  }),
});
