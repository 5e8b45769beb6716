import type { Finding } from '../control';
import { controls } from '../controls';
import type { TargetWaiver } from '../target';
import { daysUntil, isExpired } from './expiry';
import { maxWaiverDays } from './reducer';

/** Waivers of a target file, which count for `gonogo check` alone: whoever edits the file could waive anything. */

export const targetWaiverWords = {
  expired: ({ control, expires }: TargetWaiver) => `the waiver of ${control} ended on ${expires} and does not count`,
  unwaivable: ({ control }: TargetWaiver) => `${control} cannot be waived: nobody may accept this risk`,
  'too-long': ({ control, expires }: TargetWaiver) =>
    `the waiver of ${control} until ${expires} does not count: at most ${maxWaiverDays('blocker')} days for a blocker, ${maxWaiverDays('minor')} for anything else`,
} as const;

export interface TargetWaiverWarning {
  code: keyof typeof targetWaiverWords;
  waiver: TargetWaiver;
  text: string;
}

/** At `at` (milliseconds since 1970). A waiver without `host` covers every host. */
export function applyTargetWaivers(
  findings: readonly Finding[],
  waivers: readonly TargetWaiver[],
  at: number,
): { findings: Finding[]; warnings: TargetWaiverWarning[] } {
  const warnings: TargetWaiverWarning[] = [];
  const inForce = waivers.filter((waiver) => {
    const code = whyNot(waiver, findings, at);
    if (code) warnings.push({ code, waiver, text: targetWaiverWords[code](waiver) });
    return code === null;
  });
  return {
    warnings,
    findings: findings.map((finding) => {
      if (finding.status !== 'fail' && finding.status !== 'error') return finding;
      const waiver = inForce.find(
        ({ control, host }) => control === finding.control && (!host || host === finding.host),
      );
      if (!waiver) return finding;
      const { by, approvedBy = null, reason, expires } = waiver;
      return { ...finding, waived: true, waiver: { by, approvedBy, reason, expires, from: 'target' as const } };
    }),
  };
}

function whyNot(waiver: TargetWaiver, findings: readonly Finding[], at: number): TargetWaiverWarning['code'] | null {
  if (controls.find(({ id }) => id === waiver.control)?.waivable === false) return 'unwaivable';
  if (isExpired(waiver.expires, at)) return 'expired';
  const severities = findings.filter(({ control }) => control === waiver.control).map(({ severity }) => severity);
  const maxDays = Math.min(...severities.map(maxWaiverDays), maxWaiverDays('minor'));
  return daysUntil(waiver.expires, at) > maxDays ? 'too-long' : null;
}
