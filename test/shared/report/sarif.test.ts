import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { controlIds } from '../../../shared/controls';
import { sarif } from '../../../shared/report/sarif';
import { finding } from '../../support/finding';
import { sample } from './sample';

// The parts of SARIF 2.1.0 that we write, as its specification asks for them; anything else would be a slip.
const message = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['none', 'note', 'warning', 'error']);
const bag = z.record(z.string(), z.unknown());
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: message,
              fullDescription: message,
              help: message,
              defaultConfiguration: z.strictObject({ level }),
              properties: bag,
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string().endsWith('/') }),
      invocations: z.array(
        z.strictObject({
          executionSuccessful: z.boolean(),
          startTimeUtc: z.iso.datetime(),
          endTimeUtc: z.iso.datetime(),
          toolExecutionNotifications: z.array(z.strictObject({ level, message })),
        }),
      ),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.number().int().nonnegative().optional(),
          level,
          message,
          locations: z
            .array(
              z.strictObject({
                physicalLocation: z.strictObject({
                  artifactLocation: z.strictObject({ uri: z.string(), uriBaseId: z.string().optional() }),
                  region: z.strictObject({ startLine: z.number().int().positive() }),
                }),
                logicalLocations: z.array(z.strictObject({ name: z.string(), fullyQualifiedName: z.string() })),
              }),
            )
            .length(1),
          partialFingerprints: z.record(z.string(), z.string()),
          suppressions: z.array(
            z.strictObject({ kind: z.literal('external'), status: z.literal('accepted'), justification: z.string() }),
          ),
          properties: bag,
        }),
      ),
      properties: bag,
    }),
  ]),
});
const parse = (...from: Parameters<typeof sarif>) => log.parse(JSON.parse(JSON.stringify(sarif(...from)))).runs[0];

describe('SARIF', () => {
  test('holds what failed or could not be checked, and no more', () => {
    const { results } = parse(sample(), 'gonogo.yml');
    const bad = sample().findings.filter(({ status }) => status === 'fail' || status === 'error');
    expect(results.map(({ ruleId }) => ruleId)).toEqual(bad.map(({ control }) => control));
    expect(new Set(results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(
      results.length,
    );
  });

  test('has a rule of the catalogue for each result, and points to it', () => {
    const ids = controlIds.slice(0, 3);
    const findings = ids.map((control) => finding({ control, status: 'fail' }));
    const { tool, results } = parse(sample({ findings: [...findings, ...findings] }), 'gonogo.yml');
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(ids);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex!]!.id).toBe(ruleId);
  });

  test.each([
    ['blocker', 'error'],
    ['major', 'warning'],
    ['minor', 'note'],
  ] as const)('gives a %s the level %s', (severity, expected) => {
    const findings = [finding({ control: 'load.tested', severity, status: 'fail' })];
    expect(parse(sample({ findings }), 'gonogo.yml').results[0]!.level).toBe(expected);
  });

  test('shows a waived failure as suppressed, with its reason', () => {
    const waived = parse(sample(), 'gonogo.yml').results.filter(({ suppressions }) => suppressions.length > 0);
    expect(waived).toMatchObject([
      { ruleId: 'database.tls', suppressions: [{ justification: 'private link until the move' }] },
    ]);
  });

  test('says that a host was not reached', () => {
    const error = { code: 'timeout', message: 'no answer in 10 s' } as const;
    const { invocations } = parse(
      sample({ hosts: [{ name: 'web-2', hostKey: null, durationMs: 0, commands: [], error }] }),
      'gonogo.yml',
    );
    expect(invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ message: { text: 'web-2: no answer in 10 s' } }] },
    ]);
  });

  test.each([
    ['ops/my target#1.yml', { uri: 'ops/my%20target%231.yml', uriBaseId: '%SRCROOT%' }],
    ['/home/lead/shop.yml', { uri: 'file:///home/lead/shop.yml' }],
  ])('names the target file %s as a URI', (file, expected) => {
    expect(parse(sample(), file).results[0]!.locations[0]!.physicalLocation.artifactLocation).toEqual(expected);
  });

  test('lets a server write no link, no placeholder and no escape sequence', () => {
    const observed = '[click](https://evil.example) ![x](y) {0} \\ \u001b[2J \u202e';
    const text = parse(
      sample({ findings: [finding({ control: 'load.tested', status: 'fail', observed })] }),
      'gonogo.yml',
    ).results[0]!.message.text;
    expect(text).toContain('\\[click\\](https://evil.example) !\\[x\\](y) {{0}} \\\\ \\\\u001b\\[2J \\\\u202e');
  });
});
