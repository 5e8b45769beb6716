import { z } from 'zod';
import { auditCalendar } from '../checklist/audit-calendar';
import { incidentRunbook } from '../checklist/incident-runbook';
import { isBeneath, launchItems } from '../checklist/launch-items';
import { checklistIdentity, checklistVersion } from '../checklist/version';
import type { Control } from '../control';
import { controls } from '../controls';
import { checklistSchema } from '../review/run';

/** `gonogo/controls@1`: the whole checklist as data. */

const controlSchema = z.strictObject({
  id: z.string(),
  /** The checklist's point, 1 to 20; null where it has none. */
  point: z.number().int().nullable(),
  group: z.string(),
  severity: z.enum(['blocker', 'major', 'minor']),
  method: z.enum(['automatic', 'attested', 'automatic/attested']),
  /** `site`, `process`, or `host:` and the role whose hosts it is judged for. */
  scope: z.enum(['site', 'process', 'host:any', 'host:app', 'host:web', 'host:database', 'host:backup']),
  /** The target's module that must be on; null for all targets. */
  module: z.enum(['gdpr', 'ccpa', 'pci', 'api', 'payments']).nullable(),
  waivable: z.boolean(),
  /** Numbers of the launch items that stand on it, beside the last one, which stands on all. */
  launchItems: z.array(z.number().int()),
  title: z.string(),
  why: z.string(),
  expected: z.string(),
  sources: z.array(z.string()),
  references: z.array(z.strictObject({ source: z.string(), id: z.string(), url: z.string().nullable() })),
  /** What a person states where no program can see it. */
  attest: z
    .strictObject({ statement: z.string(), evidence: z.string(), expiresAfterDays: z.number().int().nullable() })
    .nullable(),
  /** The kinds of fact that it is judged on. */
  facts: z.array(z.string()),
});

export const controlsResultSchema = z.strictObject({
  schema: z.literal('gonogo/controls@1'),
  checklist: checklistSchema.extend({ lastReviewed: z.iso.date(), nextReview: z.iso.date() }),
  controls: z.array(controlSchema),
  launchItems: z.array(z.strictObject({ number: z.number().int(), title: z.string() })),
  auditCalendar: z.array(
    z.strictObject({
      id: z.string(),
      every: z.enum(['month', 'quarter', 'year']),
      control: z.string(),
      title: z.string(),
      how: z.string(),
    }),
  ),
  incidentRunbook: z.array(
    z.strictObject({
      number: z.number().int(),
      title: z.string(),
      phase: z.string(),
      who: z.string(),
      what: z.string(),
      commands: z.array(z.string()),
    }),
  ),
});
export type ControlsResult = z.infer<typeof controlsResultSchema>;

export const controlsResult = (): ControlsResult => ({
  schema: 'gonogo/controls@1',
  checklist: {
    ...checklistIdentity(),
    lastReviewed: checklistVersion.lastReviewed,
    nextReview: checklistVersion.nextReview,
  },
  controls: controls.map(describeControl),
  launchItems: launchItems.map(({ number, title }) => ({ number, title })),
  auditCalendar: [...auditCalendar],
  incidentRunbook: incidentRunbook.map((step) => ({ ...step, commands: [...step.commands] })),
});

const describeControl = (control: Control): ControlsResult['controls'][number] => ({
  id: control.id,
  point: control.point,
  group: control.id.slice(0, control.id.indexOf('.')),
  severity: control.severity,
  method: control.method,
  scope: control.scope,
  module: control.module ?? null,
  waivable: control.waivable ?? true,
  launchItems: launchItems.filter((item) => isBeneath(item, control.id)).map(({ number }) => number),
  title: control.title,
  why: control.why,
  expected: control.expected,
  sources: [...control.sources],
  references: control.references.map(({ source, id, url }) => ({ source, id, url: url ?? null })),
  attest: control.attest ? { expiresAfterDays: null, ...control.attest } : null,
  facts: [
    ...new Set(
      [control.needs, control.wants, control.fleet].flatMap((kinds) => Object.values(kinds).map(({ id }) => id)),
    ),
  ],
});
