import { z } from 'zod';
import { checklistIdentity } from '../checklist/version';
import { type Finding, findingSchema } from '../control';
import { decide } from '../review/gate';
import { checklistSchema, instantSchema } from '../review/run';
import type { Target } from '../target';
import { tlsVersions } from '../tls/versions';

/** `gonogo/check@1`: what a check says to scripts. A new field is no new version; a changed or dropped one is. */

export const connectionErrorSchema = z.strictObject({
  code: z.enum(['unreachable', 'timeout', 'host-key', 'auth', 'closed', 'cancelled']),
  message: z.string(),
});

export const checkedHostSchema = z.strictObject({
  name: z.string(),
  /** `SHA256:…`, as `ssh-keygen -lf` prints; null when the host was not reached. */
  hostKey: z.string().nullable(),
  durationMs: z.number().nonnegative(),
  /** Every command that ran there. */
  commands: z.array(z.string()),
  /** Why nothing of this host could be checked; null when it was reached. */
  error: connectionErrorSchema.nullable(),
});
export type CheckedHost = z.infer<typeof checkedHostSchema>;

/** One version of TLS as it was really offered, with every suite that was accepted. */
const tlsVersionSchema = z.strictObject({
  version: z.enum(tlsVersions),
  state: z.enum(['accepted', 'refused', 'unclear']),
  /** Accepted although it is old, or refused although it is new: false. */
  right: z.boolean(),
  suites: z.array(
    z.strictObject({
      /** IANA's number. */
      id: z.number().int(),
      name: z.string(),
      worth: z.enum(['strong', 'weak', 'broken']),
      because: z.string().nullable(),
    }),
  ),
  order: z.enum(['server', 'client']).nullable(),
  groups: z.array(z.string()),
  complete: z.boolean(),
});

export const checkedSiteSchema = z.strictObject({
  url: z.string(),
  /** Where the connection went, `address:port`; null when there was none. */
  address: z.string().nullable(),
  durationMs: z.number().nonnegative(),
  error: connectionErrorSchema.nullable(),
  /** Oldest first; absent when TLS could not be scanned. */
  tls: z.array(tlsVersionSchema).optional(),
});
export type CheckedSite = z.infer<typeof checkedSiteSchema>;

const count = z.number().int().nonnegative();

export const checkResultSchema = z.strictObject({
  schema: z.literal('gonogo/check@1'),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  checklist: checklistSchema,
  target: z.strictObject({ name: z.string(), environment: z.string() }),
  startedAt: instantSchema,
  durationMs: z.number().nonnegative(),
  /** Controls that wait for a person do not hold a check: they are counted in `open`. */
  decision: z.enum(['go', 'no-go']),
  /** Not every control was judged on what it needs: this is no decision on a launch. */
  partial: z.boolean(),
  open: count,
  /** The five statuses partition `findings`; `waived` ones are counted in theirs as well. */
  counts: z.strictObject({
    pass: count,
    fail: count,
    error: count,
    manual: count,
    'not-applicable': count,
    waived: count,
  }),
  hosts: z.array(checkedHostSchema),
  site: checkedSiteSchema.nullable(),
  findings: z.array(findingSchema),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

export interface CheckOutcome {
  tool: { name: string; version: string };
  target: Target;
  startedAt: Date;
  endedAt: Date;
  partial: boolean;
  hosts: readonly CheckedHost[];
  site: CheckedSite | null;
  /** With the target's waivers applied. */
  findings: readonly Finding[];
}

export function checkResult({
  tool,
  target,
  startedAt,
  endedAt,
  partial,
  hosts,
  site,
  findings,
}: CheckOutcome): CheckResult {
  const { decision, open } = decide(findings, { manualHolds: false });
  const reached = hosts.every(({ error }) => error === null) && (site?.error ?? null) === null;
  const withStatus = (status: Finding['status']): number => findings.filter((f) => f.status === status).length;
  return {
    schema: 'gonogo/check@1',
    tool,
    checklist: checklistIdentity(),
    target: { name: target.name, environment: target.environment },
    startedAt: startedAt.toISOString(),
    durationMs: endedAt.getTime() - startedAt.getTime(),
    // With --only nothing of an unreached host may be among the findings; what was not reached is no go all the same.
    decision: reached ? decision : 'no-go',
    partial,
    open,
    counts: {
      pass: withStatus('pass'),
      fail: withStatus('fail'),
      error: withStatus('error'),
      manual: withStatus('manual'),
      'not-applicable': withStatus('not-applicable'),
      waived: findings.filter(({ waived }) => waived).length,
    },
    hosts: [...hosts],
    site,
    findings: [...findings],
  };
}
