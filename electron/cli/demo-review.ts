import type { Finding } from '../../shared/control';
import { controls } from '../../shared/controls';
import { applyReview } from '../../shared/review/apply';
import { dateAfter } from '../../shared/review/expiry';
import type { Run } from '../../shared/review/run';
import type { OpenReview, Statement } from '../store/open-review';

/** The team of the demo. One laptop in a room, as in most reviews: one person's key, four people's words. */
export const team = [
  { role: 'tech lead', name: 'Robin Lead', email: 'robin@shop.example' },
  { role: 'security', name: 'Sam Security', email: 'sam@shop.example' },
  { role: 'operations', name: 'Olu Operations', email: 'olu@shop.example' },
  { role: 'product', name: 'Pat Product', email: 'pat@shop.example' },
] as const;
export const [lead, security, operations] = team;

/** What each says in the review, entered with the lead's key. */
export const spokenBy =
  (enteredBy: string) =>
  (name: string): Statement => ({ at: new Date().toISOString(), enteredBy, statedBy: name });

const attestOf = new Map(controls.map(({ id, attest }) => [id, attest]));

/** The figures of a load test as k6 summarises them, attached to the attestation that it was done. */
const loadTest = {
  name: 'load-test.json',
  bytes: Buffer.from(
    `${JSON.stringify({ metrics: { http_reqs: { count: 18000, rate: 299.8 }, http_req_duration: { avg: 84.2, 'p(95)': 191.5 }, http_req_failed: { value: 0 } } }, null, 2)}\n`,
  ),
};

/** Everything that waits for a person, said by one: with evidence where the demo has some, and as out of scope where it is. */
export async function attestAll(
  review: OpenReview,
  findings: readonly Finding[],
  says: ReturnType<typeof spokenBy>,
): Promise<number> {
  const controlsOnce = [...new Map(findings.map((finding) => [finding.control, finding])).values()];
  for (const finding of controlsOnce) {
    const attest = attestOf.get(finding.control);
    const evidence = finding.control === 'load.tested' ? [await review.addEvidence(loadTest.name, loadTest.bytes)] : [];
    const statement =
      finding.code === 'out-of-scope'
        ? `Left out of this practice launch: ${String(finding.params.what)}.`
        : (attest?.statement ?? `Looked at on the practice host: ${finding.title}.`);
    const who = evidence.length > 0 ? operations : security;
    await review.append({
      type: 'attested',
      data: {
        control: finding.control,
        host: null,
        statement,
        evidence,
        expires: dateAfter(Date.now(), Math.min(attest?.expiresAfterDays ?? 30, 30)),
      },
      ...says(who.name),
    });
  }
  return controlsOnce.length;
}

/** The one thing left is accepted for thirty days: asked for by one person, approved by another. */
export async function waiveAll(
  review: OpenReview,
  failed: readonly Finding[],
  says: ReturnType<typeof spokenBy>,
): Promise<void> {
  for (const { control, host } of failed) {
    const request = await review.append({
      type: 'waiver-requested',
      data: {
        control,
        host,
        reason: 'The policy is being written; no page of ours shows what users enter.',
        expires: dateAfter(Date.now(), 30),
      },
      ...says(lead.name),
    });
    await review.append({ type: 'waiver-approved', data: { waiver: request.seq }, ...says(security.name) });
  }
}

/** What still waits for a person in the review's last run. */
export function openFindings(review: OpenReview, run: Run): Finding[] {
  const { findings, isAttested } = applyReview(run, review.state!, Date.now());
  return findings.filter((finding) => finding.status === 'manual' && !isAttested(finding));
}
