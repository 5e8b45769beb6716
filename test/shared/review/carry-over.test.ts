import { describe, expect, it, vi } from 'vitest';
import { carryOver } from '../../../shared/review/carry-over';
import { iso, type makeRun, ReviewLog } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

/** A review with a run, in which people said something. */
const review = (said: (log: ReviewLog) => void = () => {}, run: Parameters<typeof makeRun>[2] = {}) => {
  const log = new ReviewLog();
  log.run({}, run);
  said(log);
  return { ...log, state: log.state!, log };
};
const otherChecklist = { checklist: { id: 'c', version: '2027.1', sha256: 'e'.repeat(64) } };
const evidence = [{ name: 'minutes.txt', sha256: 'f'.repeat(64), bytes: 7 }];
const briefed = review((log) => log.attest('team.briefed', { evidence }, 'Grace Security'));
const at = briefed.log.now;
const offeredBy = (earlier: ReturnType<typeof review>, now = review(), when = at) =>
  carryOver(earlier, now, when).offered.map(({ control, host }) => [control, host].filter(Boolean).join(' '));

describe('what is carried over', () => {
  it('is an attestation as it was made, with its evidence and its day of expiry', () => {
    const [said] = briefed.state.attestations;
    expect(carryOver(briefed, review(), at)).toEqual({
      offered: [
        {
          attestation: said!.seq,
          control: 'team.briefed',
          host: null,
          title: 'Team briefed',
          statement: 'team.briefed is done',
          evidence,
          expires: said!.expires,
          outOfScope: false,
          by: 'Grace Security',
          at: said!.at,
        },
      ],
      otherChecklist: 0,
    });
  });

  it('is nothing but attestations', () => {
    const earlier = review((log) => {
      log.run({ days: 3 });
      log.waive('tls.expiry');
      log.add('commented', { control: 'team.briefed', host: null, text: 'briefed' });
      log.vote('security', 'no-go');
    });
    expect(offeredBy(earlier)).toEqual([]);
  });

  it('is no longer what was withdrawn, or has expired', () => {
    const withdrawn = review((log) => {
      const { seq } = log.attest('team.briefed');
      log.add('attestation-withdrawn', { attestation: seq, reason: 'was not so' });
    });
    expect(offeredBy(withdrawn)).toEqual([]);
    const expires = iso(at).slice(0, 10);
    const today = review((log) => log.attest('team.briefed', { expires }));
    expect(offeredBy(today)).toEqual(['team.briefed']);
    expect(offeredBy(today, review(), Date.parse(`${expires}T23:59:59.999Z`))).toEqual(['team.briefed']);
    expect(offeredBy(today, review(), Date.parse(`${expires}T00:00:00Z`) + 24 * 3_600_000)).toEqual([]);
  });

  it('is the last of several on the same', () => {
    const earlier = review((log) => {
      log.attest('team.briefed', { statement: 'at first' });
      log.attest('team.briefed', { statement: 'at last' });
    });
    expect(carryOver(earlier, review(), at).offered.map(({ statement }) => statement)).toEqual(['at last']);
  });

  it('is only what the run asks for, and nobody said yet', () => {
    const earlier = review((log) => log.attestAll());
    expect(offeredBy(earlier)).toEqual(['team.briefed', 'password.hashing', 'pci.scope']);
    // Here the program sees it itself.
    const seen = new ReviewLog();
    seen.run({ mode: '0600' });
    expect(carryOver(earlier, { ...seen, state: seen.state! }, at).offered.map(({ control }) => control)).toEqual([
      'team.briefed',
      'pci.scope',
    ]);
    const said = review((log) => log.attest('team.briefed'));
    expect(offeredBy(earlier, said)).toEqual(['password.hashing', 'pci.scope']);
  });

  it('does not make of a reason for leaving something out that it is met', () => {
    const leftOut = review((log) => log.attest('pci.scope'));
    expect(carryOver(leftOut, review(), at).offered).toMatchObject([{ control: 'pci.scope', outOfScope: true }]);
    const now = review();
    const findings = now.runs
      .get(now.state.runs[0]!)!
      .findings.map((finding) => (finding.control === 'pci.scope' ? { ...finding, code: 'attest' } : finding));
    expect(
      offeredBy(
        leftOut,
        review(() => {}, { findings }),
      ),
    ).toEqual([]);
  });

  it('is counted and not offered when the checklist is another, by the run that it was an answer to', () => {
    const old = review((log) => log.attest('team.briefed'), otherChecklist);
    expect(carryOver(old, review(), at)).toEqual({ offered: [], otherChecklist: 1 });
    const renewed = review((log) => {
      log.attest('team.briefed', { statement: 'of the old one' });
      log.run();
      log.attest('pci.scope');
    }, otherChecklist);
    expect(carryOver(renewed, review(), at)).toMatchObject({
      offered: [{ control: 'pci.scope' }],
      otherChecklist: 1,
    });
  });

  it('waits for the first run, and ends with the freeze', () => {
    const fresh = new ReviewLog();
    expect(carryOver(briefed, { ...fresh, state: fresh.state! }, at).offered).toEqual([]);
    const frozen = review();
    expect(
      carryOver(briefed, { ...frozen, state: { ...frozen.state, frozen: frozen.state.opened } }, at).offered,
    ).toEqual([]);
  });
});
