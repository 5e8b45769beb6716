import Ajv2020 from 'ajv/dist/2020';
import { describe, expect, test } from 'vitest';
import { publishedSchema } from '../../../scripts/published-schema';
import { type CheckedHost, checkResultSchema } from '../../../shared/report/check-result';
import { controlsResult, controlsResultSchema } from '../../../shared/report/controls-result';
import { finding } from '../../support/finding';
import { sample } from './sample';

const unreached: CheckedHost = {
  name: 'web-2',
  hostKey: null,
  durationMs: 0,
  commands: [],
  error: { code: 'unreachable', message: 'connection refused' },
};

describe('gonogo/check@1', () => {
  test('counts: the statuses partition the findings, waived ones count in theirs too', () => {
    const { counts, findings, open } = sample();
    const { waived, ...statuses } = counts;
    expect(Object.values(statuses).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
    expect(counts).toEqual({ pass: 3, fail: 5, error: 3, manual: 19, 'not-applicable': 1, waived: 1 });
    expect([waived, open]).toEqual([1, 19]);
  });

  test.each([
    ['what waits for a person does not hold a check', { status: 'manual', severity: 'blocker' }, 'go'],
    ['a failed minor does not hold', { status: 'fail', severity: 'minor' }, 'go'],
    ['a waived failure does not hold', { status: 'fail', waived: true }, 'go'],
    ['a failed major holds', { status: 'fail' }, 'no-go'],
    ['an unchecked blocker holds', { status: 'error', severity: 'blocker' }, 'no-go'],
  ] as const)('%s', (_, stated, decision) => {
    expect(sample({ findings: [finding({ control: 'tls.chain', ...stated })] }).decision).toBe(decision);
  });

  test('a host that was not reached is no go, whatever was judged', () => {
    const findings = [finding({ control: 'tls.chain' })];
    expect(sample({ findings }).decision).toBe('go');
    expect(sample({ findings, hosts: [unreached] }).decision).toBe('no-go');
  });
});

describe.each([
  ['gonogo/check@1', checkResultSchema, () => sample({ hosts: [unreached] })],
  ['gonogo/controls@1', controlsResultSchema, controlsResult],
])('the published schema of %s', (_, schema, make) => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(publishedSchema(schema, 'output'));
  const written = (): Record<string, unknown> => JSON.parse(JSON.stringify(make()));

  test('accepts what we write', () => {
    expect(validate(written()), JSON.stringify(validate.errors)).toBe(true);
    expect(schema.parse(written())).toEqual(written());
  });

  test('refuses another version, and a missing field', () => {
    expect(validate({ ...written(), schema: 'gonogo/other@1' })).toBe(false);
    const { checklist: _checklist, ...without } = written();
    expect(validate(without)).toBe(false);
  });

  test('lets fields of a later version pass', () => {
    expect(validate({ ...written(), later: true })).toBe(true);
  });
});
