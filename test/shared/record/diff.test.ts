import { describe, expect, it, vi } from 'vitest';
import type { Finding } from '../../../shared/control';
import { buildRecord } from '../../../shared/record/build-record';
import { diff, diffText, readSide } from '../../../shared/record/diff';
import { makeRun, makeTarget, ReviewLog } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

const target = makeTarget();
const { findings } = makeRun(target);
const side = (changes: Record<string, unknown> = {}) =>
  readSide({
    schema: 'gonogo/check@1',
    tool: { name: 'gonogo', version: '0.1.0' },
    target: { name: 'Example Shop', environment: 'production' },
    decision: 'go',
    checklist: { id: 'c', version: '2026.1' },
    findings,
    ...changes,
  })!;
const withTls = (changes: Partial<Finding>) =>
  side({
    findings: findings.map((finding) => (finding.control === 'tls.expiry' ? { ...finding, ...changes } : finding)),
  });
const record = (change: (log: ReviewLog) => void = () => {}, sha256 = 'a'.repeat(64), seen = {}) => {
  const log = ReviewLog.frozen({ seen }, change);
  const files = ['report.html', 'VERIFY.md'].map((path) => ({ path, bytes: 1, sha256: 'b'.repeat(64) }));
  return readSide({ ...buildRecord({ ...log, signers: [{ name: 'Ada Lead', role: null, sha256 }] }), files })!;
};

describe('two checks', () => {
  it('that are the same differ in nothing', () => {
    const result = diff(side(), side());
    expect(result).toMatchObject({ schema: 'gonogo/diff@1', differ: false, changes: [], findings: [] });
    expect(diffText(result)).toBe('Nothing changed.\n');
  });

  it.each([
    [{ status: 'fail', code: 'soon', params: { days: 3 } }, 'worse'],
    [{ status: 'not-applicable' }, 'other'],
    [{ params: { days: 59 } }, 'other'],
    [{ waived: true }, 'waived'],
  ] as const)('say of %j: %s', (changes, change) => {
    const result = diff(side(), withTls(changes as Partial<Finding>));
    expect(result.findings).toMatchObject([{ control: 'tls.expiry', host: null, change }]);
    expect(result.differ).toBe(true);
  });

  it('say what got better, and what is no longer waived', () => {
    expect(diff(withTls({ status: 'error' }), side()).findings).toMatchObject([{ change: 'better' }]);
    expect(diff(withTls({ status: 'fail', waived: true }), withTls({ status: 'fail' })).findings).toMatchObject([
      { change: 'no longer waived' },
    ]);
  });

  it('are compared by control and host', () => {
    const one = side({ findings: findings.slice(1) });
    expect(diff(one, side()).findings).toMatchObject([{ control: 'tls.expiry', change: 'new', before: null }]);
    expect(diff(side(), one).findings).toMatchObject([{ control: 'tls.expiry', change: 'gone', after: null }]);
    const moved = findings.map((finding) => (finding.host ? { ...finding, host: 'web-2' } : finding));
    expect(diff(side(), side({ findings: moved })).findings.map(({ host, change }) => `${host} ${change}`)).toEqual([
      'web-2 new',
      'web-2 new',
      'web-1 gone',
      'web-1 gone',
    ]);
  });

  it('do not differ by words alone', () => {
    expect(diff(side(), withTls({ observed: 'said in another way', title: 'T', fix: 'F' })).differ).toBe(false);
  });

  it('are told with what got worse first', () => {
    const text = diffText(
      diff(side({ findings: findings.slice(0, -1) }), withTls({ status: 'fail', observed: 'it ended' })),
    );
    expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' '))).toEqual([
      'worse tls.expiry pass: 60 days left → fail: it ended',
      'new pci.scope none → manual: out of scope: the module pci is off in the target; attest with the reason why it may be left out',
      '',
    ]);
  });
});

describe('two records', () => {
  it('are compared with their waivers, release, signers and decision', () => {
    const other = record(
      (log) => {
        log.waive('tls.expiry');
        log.add('release-stated', { release: { kind: 'image', digest: `sha256:${'c'.repeat(64)}`, ticket: null } });
      },
      'd'.repeat(64),
      { days: 3 },
    );
    const result = diff(record(), other);
    expect(result.changes.map(({ what }) => what)).toEqual(['release', 'signers']);
    expect(result.findings).toMatchObject([
      { control: 'tls.expiry', change: 'worse', before: { status: 'pass' }, after: { status: 'fail', waived: true } },
    ]);
  });

  it('can be compared with a check, which knows neither release nor signers', () => {
    expect(diff(record(), side()).differ).toBe(false);
  });
});

it.each([null, {}, [], { schema: 'gonogo/check@1' }, { schema: 'gonogo/check@2', findings: [] }])(
  '%j is neither',
  (value) => expect(readSide(value)).toBeNull(),
);
