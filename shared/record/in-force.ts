import { maxFactAgeHours } from '../review/apply';
import { endOfDay, isExpired } from '../review/expiry';
import type { ReviewRecord } from './schema';

/** What of a record has run out by now. It is told beside the record's own decision, never in place of it. */

export interface Expired {
  what: 'attestation' | 'waiver' | 'run' | 'certificate';
  /** The control, the run's number or the signer. */
  name: string;
  /** The instant from which it no longer counts. */
  since: string;
}

/** At `at`, in milliseconds since 1970. Certificates are the signature's matter, and come from its check. */
export function expiredSince({ review, runs }: ReviewRecord, at: number): Expired[] {
  const ended = [
    ...review.attestations.map((one) => ({ ...one, what: 'attestation' as const, counts: one.withdrawn === null })),
    ...review.waivers.map((one) => ({
      ...one,
      what: 'waiver' as const,
      counts: one.withdrawn === null && one.approved !== null,
    })),
  ].filter(({ counts, expires }) => counts && isExpired(expires, at));
  const runEnd = Date.parse(runs.at(-1)!.startedAt) + maxFactAgeHours * 3_600_000;
  return [
    ...ended.map(({ what, control, host, expires }) => ({
      what,
      name: host ? `${control} on ${host}` : control,
      since: new Date(endOfDay(expires!)).toISOString(),
    })),
    ...(at >= runEnd ? [{ what: 'run' as const, name: 'the checks', since: new Date(runEnd).toISOString() }] : []),
  ];
}
