import { describe, expect, it, vi } from 'vitest';
import { applyReview, decideReview } from '../../../shared/review/apply';
import { applyTargetWaivers } from '../../../shared/review/target-waivers';
import type { TargetWaiver } from '../../../shared/target';
import { day, iso, makeRun, makeTarget, minute, ReviewLog, start } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

const log = (seen = {}): ReviewLog => {
  const review = new ReviewLog();
  review.run(seen);
  return review;
};
const holding = (review: ReviewLog, at = start + 60 * minute, run = [...review.runs.values()].at(-1)!): string[] =>
  decideReview(run, review.state!, at).holding.map(({ control }) => control);

describe('findings as they count', () => {
  it('hold while they wait for a person, and no longer once attested', () => {
    const review = log();
    expect(holding(review)).toEqual(['password.hashing', 'team.briefed', 'pci.scope']);
    review.attestAll();
    expect(holding(review)).toEqual([]);
  });

  it('hold again when the attestation has expired or was withdrawn', () => {
    const review = log();
    review.attestAll();
    review.attest('pci.scope', { expires: null });
    const { seq } = review.attest('password.hashing', { expires: null });
    const later = start + 23 * 60 * minute;
    expect(holding(review, later)).toEqual([]);
    review.add('attestation-withdrawn', { attestation: seq, reason: 'wrong table' });
    // An earlier attestation of the same control still stands until its day is over.
    const facts = [...review.runs.values()][0]!.facts.map((fact) => ({ ...fact, at: iso(start + 40 * day) }));
    const run = { ...[...review.runs.values()][0]!, facts };
    expect(holding(review, start + 30 * day, run)).toEqual([]);
    expect(holding(review, start + 31 * day, run)).toEqual(['password.hashing', 'team.briefed']);
  });

  it('that are out of scope need a statement about just that', () => {
    const review = new ReviewLog(makeTarget({ modules: { pci: true } }));
    const run = review.run();
    review.attest('pci.scope', { statement: 'we hold no card data' });
    expect(holding(review)).not.toContain('pci.scope');
    const outside = makeRun(makeTarget());
    expect(
      decideReview({ ...run, findings: outside.findings }, review.state!, start).holding.map((f) => f.control),
    ).toContain('pci.scope');
  });

  it('that were waived fail still, and hold no more', () => {
    const review = log({ days: 3 });
    review.attestAll();
    review.waive('tls.expiry');
    const { findings } = applyReview([...review.runs.values()][0]!, review.state!, start + 60 * minute);
    expect(findings.find(({ control }) => control === 'tls.expiry')).toMatchObject({
      status: 'fail',
      waived: true,
      waiver: { by: 'Ada Lead', approvedBy: 'Grace Security', from: 'review' },
    });
    expect(holding(review)).toEqual([]);
  });

  it('are not waived by a request that nobody approved', () => {
    const review = log({ days: 3 });
    review.attestAll();
    review.add('waiver-requested', {
      control: 'tls.expiry',
      host: null,
      reason: 'please',
      expires: iso(start + day).slice(0, 10),
    });
    expect(holding(review)).toEqual(['tls.expiry']);
  });

  it('are not waived once another failure is seen, or the waiver is over', () => {
    const review = log({ days: 3 });
    review.attestAll();
    review.waive('tls.expiry', null, 0);
    expect(holding(review)).toEqual([]);
    expect(holding(review, Date.parse('2026-11-24T23:59:59.999Z'))).toEqual([]);
    expect(holding(review, Date.parse('2026-11-25T00:00:00.000Z'))).toEqual(['tls.expiry']);
    review.run({ days: 2 });
    expect(holding(review)).toEqual(['tls.expiry']);
  });

  it('are not waived because a run says so', () => {
    const review = log({ days: 3 });
    review.attestAll();
    const run = [...review.runs.values()][0]!;
    const findings = run.findings.map((finding) => ({ ...finding, waived: true }));
    expect(decideReview({ ...run, findings }, review.state!, start).holding).toHaveLength(1);
  });

  it('could not be checked when what they rest on is older than a day', () => {
    const review = log();
    review.attestAll();
    const run = [...review.runs.values()][0]!;
    const stale = (at: number) =>
      applyReview(run, review.state!, at)
        .findings.filter(({ code }) => code === 'stale')
        .map(({ control, status }) => `${control} ${status}`);
    expect(stale(start + day)).toEqual([]);
    expect(stale(start + day + 1)).toEqual([
      'tls.expiry error',
      'env.file-mode error',
      'env.not-served error',
      'errors.no-banner error',
    ]);
  });
});

describe('waivers of a target file', () => {
  const { findings } = makeRun(makeTarget(), { days: 13, mode: '0644' });
  const apply = (changes: Partial<TargetWaiver>, at = start) =>
    applyTargetWaivers(
      findings,
      [{ control: 'tls.expiry', by: 'A. Lead', reason: 'r', expires: '2026-12-01', ...changes }],
      at,
    );
  const waived = (result: ReturnType<typeof apply>) =>
    result.findings.filter((f) => f.waived).map(({ control }) => control);

  it('count to the end of their day, UTC, and are marked', () => {
    const result = apply({}, Date.parse('2026-12-01T23:59:59.999Z'));
    expect(waived(result)).toEqual(['tls.expiry']);
    expect(result.findings.find((f) => f.waived)?.waiver).toEqual({
      by: 'A. Lead',
      approvedBy: null,
      reason: 'r',
      expires: '2026-12-01',
      from: 'target',
    });
    const expired = apply({}, Date.parse('2026-12-02T00:00:00.000Z'));
    expect(waived(expired)).toEqual([]);
    expect(expired.warnings).toMatchObject([
      { code: 'expired', text: 'the waiver of tls.expiry ended on 2026-12-01 and does not count' },
    ]);
  });

  it('cannot accept what nobody may accept, nor for longer than a review could', () => {
    expect(apply({ control: 'env.not-served' }).warnings.map(({ code }) => code)).toEqual(['unwaivable']);
    expect(apply({ expires: '2026-12-24' }).warnings).toEqual([]);
    expect(apply({ expires: '2026-12-25' }).warnings.map(({ code }) => code)).toEqual(['too-long']);
    expect(apply({ control: 'env.file-mode', expires: '2027-05-23' }).warnings).toEqual([]);
    expect(apply({ control: 'env.file-mode', expires: '2027-05-24' }).warnings.map(({ code }) => code)).toEqual([
      'too-long',
    ]);
  });

  it('keep to their host, and to what failed', () => {
    expect(waived(apply({ control: 'env.file-mode' }))).toEqual(['env.file-mode']);
    expect(waived(apply({ control: 'env.file-mode', host: 'web-1' }))).toEqual(['env.file-mode']);
    expect(waived(apply({ control: 'env.file-mode', host: 'web-2' }))).toEqual([]);
    expect(waived(apply({ control: 'team.briefed' }))).toEqual([]);
  });
});
