import { z } from 'zod';
import { type Finding, findingSchema } from '../control';
import { applyReview } from '../review/apply';
import { canonicalText } from './canonical';
import { isSameJson } from './same-json';
import { type ReviewRecord, recordSchema } from './schema';

/** What changed between two records, or two results of `check --format json`: `gonogo/diff@1`. */

/** What both have in common, as far as a comparison needs it. */
interface Side {
  kind: 'record' | 'check';
  target: string;
  decision: 'go' | 'no-go';
  checklist: string;
  /** Null in a check, which does not know it. */
  release: string | null;
  signers: string[];
  findings: Finding[];
}

export interface FindingChange {
  control: string;
  host: string | null;
  title: string;
  severity: Finding['severity'];
  change: 'new' | 'gone' | 'worse' | 'better' | 'other' | 'waived' | 'no longer waived';
  /** Null where there is none. */
  before: Outcome | null;
  after: Outcome | null;
}
interface Outcome {
  status: Finding['status'];
  observed: string;
  waived: boolean;
}

type Compared = 'target' | 'decision' | 'checklist' | 'release' | 'signers';

export interface DiffResult {
  schema: 'gonogo/diff@1';
  differ: boolean;
  /** Where they differ. `release` is JSON, null where none was stated. */
  changes: { what: Compared; before: string; after: string }[];
  findings: FindingChange[];
}

const checkSchema = z.looseObject({
  schema: z.literal('gonogo/check@1'),
  target: z.looseObject({ name: z.string(), environment: z.string() }),
  decision: z.enum(['go', 'no-go']),
  checklist: z.looseObject({ version: z.string() }),
  // Consumers ignore fields that they do not know.
  findings: z.array(z.looseObject(findingSchema.shape)),
});

/** Null when it is neither a record nor the result of a check. Whether a record is authentic is another question. */
export function readSide(value: unknown): Side | null {
  const record = recordSchema.safeParse(value);
  if (record.success) return fromRecord(record.data as ReviewRecord);
  const check = checkSchema.safeParse(value);
  if (!check.success) return null;
  const { target, decision, checklist, findings } = check.data;
  return {
    kind: 'check',
    target: `${target.name} (${target.environment})`,
    decision,
    checklist: checklist.version,
    release: null,
    signers: [],
    findings,
  };
}

function fromRecord({ target, decision, checklist, release, signers, runs, review }: ReviewRecord): Side {
  return {
    kind: 'record',
    target: `${target.name} (${target.environment})`,
    decision: decision.decision,
    checklist: checklist.version,
    release: canonicalText(release),
    signers: signers.map(({ name, sha256 }) => `${name} ${sha256}`),
    findings: applyReview(runs.at(-1)!, review, Date.parse(decision.at)).findings,
  };
}

/** Finding by finding, those of `after` first. What is the same in both is left out. */
export function findingChanges(before: readonly Finding[], after: readonly Finding[]): FindingChange[] {
  const keyOf = ({ control, host }: Finding): string => JSON.stringify([control, host]);
  const old = new Map(before.map((finding) => [keyOf(finding), finding]));
  const now = new Map(after.map((finding) => [keyOf(finding), finding]));
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  return keys.flatMap((key) => compare(old.get(key), now.get(key)) ?? []);
}

export function diff(before: Side, after: Side): DiffResult {
  const findings = findingChanges(before.findings, after.findings);
  const bothRecords = before.kind === 'record' && after.kind === 'record';
  const compared: [Compared, string, string][] = [
    ['target', before.target, after.target],
    ['decision', before.decision, after.decision],
    ['checklist', before.checklist, after.checklist],
    ...(bothRecords
      ? ([
          ['release', before.release ?? '', after.release ?? ''],
          ['signers', before.signers.join(', '), after.signers.join(', ')],
        ] as [Compared, string, string][])
      : []),
  ];
  const changes = compared
    .filter(([, one, other]) => one !== other)
    .map(([what, one, other]) => ({ what, before: one, after: other }));
  return { schema: 'gonogo/diff@1', differ: changes.length > 0 || findings.length > 0, changes, findings };
}

function compare(before: Finding | undefined, after: Finding | undefined): FindingChange | null {
  const change = changeOf(before, after);
  const { control, host, title, severity } = (after ?? before)!;
  return change ? { control, host, title, severity, change, before: outcome(before), after: outcome(after) } : null;
}

const outcome = (finding: Finding | undefined): Outcome | null =>
  finding ? { status: finding.status, observed: finding.observed, waived: finding.waived } : null;

/** From right to wrong. What nobody could check is worse than what a person is asked. */
const rank: Record<Finding['status'], number> = { pass: 0, 'not-applicable': 0, manual: 1, error: 2, fail: 3 };

function changeOf(before: Finding | undefined, after: Finding | undefined): FindingChange['change'] | null {
  if (!before) return 'new';
  if (!after) return 'gone';
  if (before.status !== after.status) {
    const step = rank[after.status] - rank[before.status];
    return step > 0 ? 'worse' : step < 0 ? 'better' : 'other';
  }
  if (before.waived !== after.waived) return after.waived ? 'waived' : 'no longer waived';
  return before.code === after.code && isSameJson(before.params, after.params) ? null : 'other';
}

/** What weighs most comes first. */
const order: readonly FindingChange['change'][] = [
  'worse',
  'no longer waived',
  'new',
  'other',
  'gone',
  'waived',
  'better',
];

export const worstFirst = (findings: readonly FindingChange[]): FindingChange[] =>
  [...findings].sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change));

/** One line for each change, what got worse first. Text from servers is in it: make it safe before a terminal sees it. */
export function diffText({ differ, changes, findings }: DiffResult): string {
  if (!differ) return 'Nothing changed.\n';
  const lines = worstFirst(findings).map(({ change, control, host, before, after }) => {
    const where = `${control}${host ? ` on ${host}` : ''}`;
    return `${change.padEnd(16)}  ${where.padEnd(38)}  ${sayOutcome(before)} → ${sayOutcome(after)}`;
  });
  return [...changes.map(({ what, before, after }) => `${what}: ${before} → ${after}`), ...lines, ''].join('\n');
}

const sayOutcome = (outcome: Outcome | null): string =>
  outcome ? `${outcome.status}${outcome.waived ? ' (waived)' : ''}: ${outcome.observed}` : 'none';
