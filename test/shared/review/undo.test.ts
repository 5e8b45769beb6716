import { beforeEach, expect, it, vi } from 'vitest';
import { lastDecision } from '../../../shared/review/undo';
import { day, iso, ReviewLog } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

let log: ReviewLog;
beforeEach(() => {
  log = new ReviewLog();
  log.release();
  log.run({ mode: '0644' });
});
const last = () => lastDecision(log.state!);
/** Takes back what the function named, as the window does. */
const undo = (): void => {
  const { type, seq } = last()!.withdrawal!;
  if (type === 'attestation-withdrawn') log.add(type, { attestation: seq, reason: 'undone' });
  else log.add(type, { waiver: seq, reason: 'undone' });
};

it('finds nothing where nobody decided', () => expect(last()).toBeNull());

it('goes back one decision after the other, the newest first', () => {
  const attested = log.attest('team.briefed');
  const waiver = log.waive('env.file-mode', 'web-1');
  expect(last()).toMatchObject({ kind: 'waiver', by: 'Grace Security', control: 'env.file-mode', host: 'web-1' });
  undo();
  expect(log.state!.waivers.find(({ seq }) => seq === waiver.seq)!.withdrawn).toMatchObject({ reason: 'undone' });
  expect(last()).toMatchObject({ kind: 'attestation', seq: attested.seq, control: 'team.briefed' });
  undo();
  expect(last()).toBeNull();
});

it('a request that waits for its approval is taken back as such', () => {
  const expires = iso(log.now + 5 * day).slice(0, 10);
  log.add('waiver-requested', { control: 'env.file-mode', host: 'web-1', reason: 'soon', expires });
  expect(last()).toMatchObject({ kind: 'waiver-request', by: 'Ada Lead' });
  undo();
  expect(last()).toBeNull();
});

it('an approval given after a later attestation is the later decision', () => {
  const expires = iso(log.now + 5 * day).slice(0, 10);
  const request = log.add('waiver-requested', { control: 'env.file-mode', host: 'web-1', reason: 'soon', expires });
  log.attest('team.briefed');
  expect(last()).toMatchObject({ kind: 'attestation' });
  log.add('waiver-approved', { waiver: request.seq }, 'Grace Security');
  expect(last()).toMatchObject({ kind: 'waiver', withdrawal: { type: 'waiver-withdrawn', seq: request.seq } });
});

it('a vote has no event that withdraws it', () => {
  log.attestAll();
  log.vote('security', 'no-go', 'Grace Security');
  expect(last()).toMatchObject({ kind: 'vote', by: 'Grace Security', withdrawal: null });
});
