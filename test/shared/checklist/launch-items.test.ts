import { describe, expect, test } from 'vitest';
import { itemStatus } from '../../../shared/checklist/launch-items';
import type { Finding } from '../../../shared/control';
import { finding } from '../../support/finding';

const inReview = { manualHolds: true, isAttested: ({ code }: Finding) => code === 'attested' };
const inCheck = { manualHolds: false };
const item = (number: number, findings: Finding[], options: Parameters<typeof itemStatus>[1]) =>
  itemStatus(findings, options).find((status) => status.number === number)!;
const backup = (stated: Partial<Finding>): Finding =>
  finding({ control: 'backup.recent', severity: 'blocker', ...stated });

/** One passing control beneath each of the items 1 to 16. */
const allPass = [
  'admin.not-default',
  'secret-key.strength',
  'env.file-mode',
  'errors.debugger-off',
  'tls.chain',
  'database.engine',
  'backup.recent',
  'logging.mode',
  'email.delivery',
  'payments.tested',
  'audit.launch',
  'load.tested',
  'credentials.documented',
  'team.briefed',
  'monitoring.alerts',
  'incident.plan',
].map((control) => finding({ control }));

describe('an item', () => {
  test('is met when what applies passes', () => {
    expect(item(7, [backup({}), backup({ control: 'backup.mode', status: 'not-applicable' })], inReview)).toMatchObject(
      {
        state: 'met',
        applicable: 1,
        met: 1,
        open: 0,
      },
    );
  });

  test.each(['fail', 'error'] as const)('is not met with one %s', (status) => {
    const bad = backup({ status });
    expect(item(7, [backup({ control: 'backup.mode' }), bad], inCheck)).toMatchObject({
      state: 'not-met',
      applicable: 2,
      met: 1,
      holding: [bad],
    });
  });

  test('is met with a waived failure, which stays a remark', () => {
    const bad = backup({ status: 'fail', waived: true });
    expect(item(7, [bad], inReview)).toMatchObject({ state: 'met', met: 1, holding: [], remarks: [bad] });
  });

  test('is met with a failed minor, which stays a remark', () => {
    const bad = finding({ control: 'tls.http2', severity: 'minor', status: 'fail' });
    expect(item(5, [finding({ control: 'tls.chain' }), bad], inReview)).toMatchObject({
      state: 'met',
      met: 1,
      remarks: [bad],
    });
  });

  test('waits for a person: it holds in a review, and is not green in a check either', () => {
    const manual = backup({ status: 'manual' });
    expect(item(7, [manual, backup({ control: 'backup.mode' })], inReview).state).toBe('not-met');
    expect(item(7, [manual, backup({ control: 'backup.mode' })], inCheck)).toMatchObject({
      state: 'not-assessed',
      open: 1,
      met: 1,
    });
    expect(item(7, [backup({ status: 'manual', code: 'attested' })], inReview)).toMatchObject({
      state: 'met',
      met: 1,
      open: 0,
    });
  });

  test.each([
    ['nothing', []],
    ['only what does not apply', [backup({ status: 'not-applicable' })]],
  ])('is not assessed with %s beneath it', (_, findings) => {
    expect(item(7, findings, inReview)).toMatchObject({ state: 'not-assessed', applicable: 0 });
  });
});

describe('the last item', () => {
  test('is met when all others are, and every role said go', () => {
    expect(item(17, allPass, { ...inReview, everyRoleSaidGo: true })).toMatchObject({
      state: 'met',
      applicable: 16,
      met: 16,
    });
  });

  test.each([
    ['a role said no', allPass, false, 'not-met'],
    ['nobody was asked', allPass, undefined, 'not-assessed'],
    ['an item is not assessed', allPass.slice(1), true, 'not-assessed'],
    ['an item is not met', [...allPass, backup({ status: 'fail' })], true, 'not-met'],
    ['there are no findings', [], undefined, 'not-assessed'],
  ])('is not met when %s', (_, findings, everyRoleSaidGo, state) => {
    expect(item(17, findings, { ...inReview, everyRoleSaidGo }).state).toBe(state);
  });
});
