import { controls } from '../controls';
import { hashOf } from '../record/canonical';
import { launchItems } from './launch-items';

/** Which checklist a verdict was made by. A change of any verdict on the same facts is a new version. */
export const checklistVersion = {
  id: 'web-app-production',
  version: '2026.1',
  lastReviewed: '2026-11-24',
  /** The checklist asks for a review each quarter; past this day it is shown as overdue. */
  nextReview: '2027-02-24',
} as const;

/** Set when this is bundled: to hash the whole checklist at each start takes longer than to judge by it. */
declare const __GONOGO_CHECKLIST_SHA256__: string | undefined;

/** SHA-256 (hex) of the checklist's data in canonical JSON: what is demanded and how it is worded, not how it is judged. */
export function checklistDigest(): string {
  return hashOf({
    ...checklistVersion,
    controls: controls.map((control) => ({
      id: control.id,
      point: control.point,
      severity: control.severity,
      method: control.method,
      scope: control.scope,
      module: control.module ?? null,
      title: control.title,
      why: control.why,
      expected: control.expected,
      sources: control.sources,
      references: control.references,
      attest: control.attest ?? null,
      waivable: control.waivable ?? true,
    })),
    items: launchItems,
  });
}

/** How results and records name the checklist that judged. */
export const checklistIdentity = (): { id: string; version: string; sha256: string } => ({
  id: checklistVersion.id,
  version: checklistVersion.version,
  sha256: typeof __GONOGO_CHECKLIST_SHA256__ === 'string' ? __GONOGO_CHECKLIST_SHA256__ : checklistDigest(),
});
