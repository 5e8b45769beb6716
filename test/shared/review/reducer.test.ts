import { describe, expect, it, vi } from 'vitest';
import { appendEvent, chainProblem, type EventDraft, eventLine, type ReviewEvent } from '../../../shared/review/events';
import { foldReview } from '../../../shared/review/reducer';
import { RuleBroken } from '../../../shared/review/rules';
import { standingVotes } from '../../../shared/review/state';
import { day, iso, makeTarget, ReviewLog, start } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

const dateIn = (days: number): string => iso(start + days * day).slice(0, 10);
const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (cause) {
    if (cause instanceof RuleBroken) return cause.error.code;
    throw cause;
  }
  return 'allowed';
};
const checked = (seen = {}): ReviewLog => {
  const log = new ReviewLog();
  log.release();
  log.run(seen);
  return log;
};

describe('the log', () => {
  it('chains each event to the one before', () => {
    const { events } = ReviewLog.frozen();
    expect(chainProblem(events)).toBeNull();
    expect(JSON.parse(eventLine(events[1]!))).toMatchObject({ v: 1, seq: 1, prev: events[0]!.hash });
  });

  it.each([
    [
      'a changed word',
      (events: ReviewEvent[]) => {
        events[2]!.statedBy = 'Mallory';
      },
      'event 2 was changed: its hash is another',
    ],
    [
      'a removed event',
      (events: ReviewEvent[]) => {
        events.splice(2, 1);
      },
      'event 2 carries the number 3',
    ],
    [
      'a removed beginning',
      (events: ReviewEvent[]) => {
        events.shift();
      },
      'event 0 carries the number 1',
    ],
    [
      'two events in another order',
      (events: ReviewEvent[]) => {
        [events[2], events[3]] = [events[3]!, events[2]!];
      },
      'event 2 carries the number 3',
    ],
    [
      'another predecessor',
      (events: ReviewEvent[]) => {
        events[2]!.prev = '0'.repeat(64);
      },
      'event 2 does not follow the event before it',
    ],
  ])('shows %s', (_, change, words) => {
    const events = structuredClone(ReviewLog.frozen().events);
    change(events);
    expect(chainProblem(events)?.problem).toBe(words);
  });

  it('holds what people type to plain text', () => {
    const draft = (statedBy: string): EventDraft => ({
      type: 'commented',
      data: { control: null, host: null, text: 'fine' },
      at: iso(start),
      enteredBy: null,
      statedBy,
    });
    expect(() => appendEvent(null, draft('Ada\u001b[2J'))).toThrow();
    expect(() => appendEvent(null, draft('Ada\u202eegnalro'))).toThrow();
    expect(() => appendEvent(null, draft(' '))).toThrow();
    expect(appendEvent(null, draft('Ada Löwe 王')).statedBy).toBe('Ada Löwe 王');
  });

  it('folds to the same state, event by event or at once', () => {
    const { events, runs, state } = ReviewLog.frozen();
    expect(foldReview(events, runs)).toEqual({ ok: true, state });
  });

  it('is nothing without its first event', () => {
    expect(foldReview([], new Map())).toMatchObject({ ok: false, error: { code: 'not-opened' } });
    const { events, runs } = ReviewLog.frozen();
    expect(foldReview(events.slice(1), runs)).toMatchObject({ ok: false, error: { code: 'not-opened' }, seq: 1 });
    expect(foldReview([events[0]!, events[0]!], runs)).toMatchObject({ ok: false, error: { code: 'already-open' } });
  });

  it('does not go back in time', () => {
    const log = checked();
    log.now -= day;
    expect(refusal(() => log.attest('team.briefed'))).toBe('clock-went-back');
  });
});

describe('runs', () => {
  it('must be kept, and be about this target', () => {
    const log = new ReviewLog();
    expect(refusal(() => log.add('run-recorded', { run: 'a'.repeat(64) }))).toBe('unknown-run');
    expect(refusal(() => log.run({}, { target: 'b'.repeat(64) }))).toBe('other-target');
  });
});

describe('attestations', () => {
  it('need a run, and a finding that waits for a person', () => {
    const log = new ReviewLog();
    expect(refusal(() => log.attest('team.briefed'))).toBe('no-run');
    log.run();
    expect(refusal(() => log.attest('no.such-control'))).toBe('no-finding');
    expect(refusal(() => log.attest('password.hashing', { host: 'db-9' }))).toBe('no-finding');
    expect(refusal(() => log.attest('tls.expiry'))).toBe('not-manual');
    expect(refusal(() => log.attest('password.hashing', { host: 'web-1' }))).toBe('allowed');
  });

  it('expire when the checklist says so, and not in the past', () => {
    const log = checked();
    expect(refusal(() => log.attest('team.briefed', { expires: null }))).toBe('expiry-needed');
    expect(refusal(() => log.attest('team.briefed', { expires: dateIn(91) }))).toBe('expiry-too-late');
    expect(refusal(() => log.attest('team.briefed', { expires: dateIn(-1) }))).toBe('expiry-passed');
    expect(refusal(() => log.attest('team.briefed', { expires: dateIn(90) }))).toBe('allowed');
    expect(refusal(() => log.attest('password.hashing', { expires: null }))).toBe('allowed');
  });

  it('can be withdrawn once', () => {
    const log = checked();
    const { seq } = log.attest('team.briefed');
    log.add('attestation-withdrawn', { attestation: seq, reason: 'it was another team' });
    expect(refusal(() => log.add('attestation-withdrawn', { attestation: seq, reason: 'again' }))).toBe(
      'no-such-attestation',
    );
  });
});

describe('waivers', () => {
  const request =
    (log: ReviewLog, control: string, host: string | null = null, days = 20) =>
    () =>
      log.add('waiver-requested', { control, host, reason: 'accepted', expires: dateIn(days) });

  it('are for what failed or could not be checked, not for what waits for a person', () => {
    const log = checked({ days: 3 });
    expect(refusal(request(log, 'tls.expiry'))).toBe('allowed');
    expect(refusal(request(log, 'team.briefed'))).toBe('nothing-to-waive');
    expect(refusal(request(log, 'env.file-mode', 'web-1'))).toBe('nothing-to-waive');
    expect(refusal(request(log, 'env.file-mode', null))).toBe('no-finding');
  });

  it('are never for the few risks that nobody may accept', () => {
    expect(refusal(request(checked({ days: 13 }), 'env.not-served'))).toBe('unwaivable');
  });

  it('end after 30 days for a blocker, after 180 for anything else', () => {
    const log = checked({ days: 3, mode: '0644' });
    expect(refusal(request(log, 'tls.expiry', null, 30))).toBe('allowed');
    expect(refusal(request(log, 'tls.expiry', null, 31))).toBe('expiry-too-late');
    expect(refusal(request(log, 'env.file-mode', 'web-1', 180))).toBe('allowed');
    expect(refusal(request(log, 'env.file-mode', 'web-1', 181))).toBe('expiry-too-late');
    expect(refusal(request(log, 'env.file-mode', 'web-1', -1))).toBe('expiry-passed');
  });

  it('need another person, however the same one spells the name', () => {
    const log = checked({ days: 3 });
    const { seq } = request(log, 'tls.expiry')();
    const approve = (by: string) => refusal(() => log.add('waiver-approved', { waiver: seq }, by));
    expect(approve('ada  LEAD')).toBe('same-person');
    expect(approve('Grace Security')).toBe('allowed');
    expect(approve('Grace Security')).toBe('already-approved');
    expect(refusal(() => log.add('waiver-approved', { waiver: 0 }, 'Grace Security'))).toBe('no-such-waiver');
  });
});

describe('the poll', () => {
  const ready = (): ReviewLog => {
    const log = checked();
    log.attestAll();
    return log;
  };

  it('asks the roles of the target, and a reason for a no-go', () => {
    const log = ready();
    expect(refusal(() => log.vote('ceo'))).toBe('unknown-role');
    const vote = { role: 'security', vote: 'no-go' as const, signer: null };
    expect(refusal(() => log.add('voted', { ...vote, reason: null }))).toBe('reason-needed');
    expect(refusal(() => log.add('voted', { ...vote, reason: 'no test of the backup' }))).toBe('allowed');
  });

  it('knows no go over a finding that holds the launch', () => {
    const log = checked();
    expect(refusal(() => log.vote('tech lead'))).toBe('go-over-hold');
    expect(refusal(() => log.vote('tech lead', 'no-go'))).toBe('allowed');
    log.attestAll();
    expect(refusal(() => log.vote('tech lead'))).toBe('allowed');
  });

  it('knows no go on an incomplete run', () => {
    const log = ready();
    log.run({}, { partial: true });
    expect(refusal(() => log.vote('tech lead'))).toBe('partial-run');
  });

  it('drops no vote: a later one of the role, or a change of what was voted on, makes it void', () => {
    const log = ready();
    log.vote('security', 'no-go');
    const second = log.vote('security');
    log.vote('tech lead');
    expect(standingVotes(log.state!).map(({ role, vote }) => `${role} ${vote}`)).toEqual([
      'tech lead go',
      'security go',
    ]);
    expect(log.state!.votes[0]).toMatchObject({ vote: 'no-go', voidedBy: second.seq });
    log.run();
    expect(standingVotes(log.state!)).toEqual([]);
    expect(log.state!.votes).toHaveLength(3);
  });

  it.each(['attestation', 'waiver'] as const)('is void when a standing %s is withdrawn', (what) => {
    const log = checked({ days: 3 });
    log.attestAll();
    const waiver = log.waive('tls.expiry');
    log.vote('tech lead');
    const attestation = log.state!.attestations[0]!.seq;
    if (what === 'waiver') log.add('waiver-withdrawn', { waiver: waiver.seq, reason: 'no' });
    else log.add('attestation-withdrawn', { attestation, reason: 'no' });
    expect(standingVotes(log.state!)).toEqual([]);
    expect(refusal(() => log.vote('tech lead'))).toBe('go-over-hold');
  });
});

describe('freezing', () => {
  it('waits for every role, a release and a complete run', () => {
    const log = new ReviewLog();
    expect(refusal(() => log.add('frozen', {}))).toBe('no-run');
    log.run();
    log.attestAll();
    expect(refusal(() => log.add('frozen', {}))).toBe('no-release');
    log.release();
    log.vote('tech lead');
    expect(refusal(() => log.add('frozen', {}))).toBe('votes-missing');
    log.vote('security', 'no-go');
    expect(refusal(() => log.add('frozen', {}))).toBe('allowed');
    expect(refusal(() => log.attest('team.briefed'))).toBe('is-frozen');
    expect(refusal(() => log.add('frozen', {}))).toBe('is-frozen');
    log.add('unfrozen', { reason: 'one more test' });
    expect(refusal(() => log.add('unfrozen', { reason: 'again' }))).toBe('not-frozen');
    log.run({}, { partial: true });
    log.vote('tech lead', 'no-go');
    log.vote('security', 'no-go');
    expect(refusal(() => log.add('frozen', {}))).toBe('partial-run');
  });

  it('keeps the target as it was given', () => {
    expect(new ReviewLog(makeTarget({ name: 'Other' })).state).toMatchObject({
      target: { name: 'Other' },
      frozen: null,
    });
  });
});
