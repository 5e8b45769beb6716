import { z } from 'zod';
import { defineFact, reasonSchema } from '../../fact';

/** What the site lets other origins read, asked as a browser would ask for a page of that origin. */
export const originKinds = ['foreign', 'null', 'suffix', 'prefix', 'subdomain', 'http'] as const;
export type OriginKind = (typeof originKinds)[number];

const corsAnswerSchema = z.strictObject({
  status: z.number().int(),
  /** Whether Access-Control-Allow-Origin is `*`, the origin that asked, another one, more than one value, or not there. */
  allowOrigin: z.enum(['any', 'reflected', 'other', 'invalid', 'absent']),
  allowCredentials: z.boolean(),
  varyOrigin: z.boolean(),
  setsCookie: z.boolean(),
});
export type CorsAnswer = z.infer<typeof corsAnswerSchema>;

const corsProbeSchema = z.strictObject({
  path: z.string(),
  login: z.boolean(),
  /** `simple`: GET with Origin. `preflight`: OPTIONS that asks for a PUT with JSON. */
  kind: z.enum(['simple', 'preflight']),
  from: z.enum(originKinds),
  origin: z.string(),
  seen: z.union([
    z.strictObject({ ok: z.literal(true), value: corsAnswerSchema }),
    z.strictObject({ ok: z.literal(false), reason: reasonSchema }),
  ]),
});
export type CorsProbe = z.infer<typeof corsProbeSchema>;

export const cors = defineFact({
  id: 'site.cors',
  schema: z.strictObject({ probes: z.array(corsProbeSchema).min(1) }),
});

/** The origins that ask. `.example` and `.invalid` belong to nobody (RFC 2606), so no stranger hears of the site. */
export function probeOrigins(siteUrl: string): { from: OriginKind; origin: string }[] {
  const { hostname, host, origin } = new URL(siteUrl);
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  const named = [
    // `https://shop.example.gonogo-check.invalid`: taken for the site by a rule that looks at the beginning only.
    { from: 'suffix', origin: `https://${hostname}.gonogo-check.invalid` },
    // `https://gonogo-checkshop.example`: taken for it by a rule that looks at the end only.
    { from: 'prefix', origin: `https://gonogo-check${hostname}` },
    { from: 'subdomain', origin: `https://gonogo-check.${host}` },
  ] as const;
  return [
    { from: 'foreign', origin: 'https://gonogo-check.example' },
    { from: 'null', origin: 'null' },
    ...(isAddress ? [] : named),
    { from: 'http', origin: origin.replace(/^https:/, 'http:') },
  ];
}
