import type { Finding } from '../control';
import { factTypes } from '../facts';
import { judge } from '../judge';
import type { Run } from '../review/run';
import type { Target } from '../target';
import { canonicalText } from './canonical';

/** Do a run's findings follow from its facts? Compared on status, code and parameters; words are for readers. */

export interface Difference {
  /** Which run of the record, from 0. */
  run: number;
  control: string;
  host: string | null;
  /** What the record says, and what the facts say; null when there is no such finding. */
  recorded: string | null;
  judged: string | null;
}

/** Only for runs of this program's own checklist: another version may rightly judge otherwise. */
export function rejudge(run: Run, index: number, target: Target): Difference[] {
  const at = Date.parse(run.startedAt);
  const judged = new Map(judge(run.facts, { target, at }).map((finding) => [keyOf(finding), outcomeOf(finding)]));
  const recorded = new Map(run.findings.map((finding) => [keyOf(finding), outcomeOf(finding)]));
  const keys = new Set([...recorded.keys(), ...(run.partial ? [] : judged.keys())]);
  const differences = [...keys]
    .filter((key) => recorded.get(key) !== judged.get(key))
    .map((key) => {
      const [control, host] = JSON.parse(key) as [string, string | null];
      return { run: index, control, host, recorded: recorded.get(key) ?? null, judged: judged.get(key) ?? null };
    });
  return [...differences, ...twice(run.findings).map((finding) => ({ ...finding, run: index }))];
}

/** Facts whose value does not meet the schema of their kind: no probe of ours wrote them. */
export function factProblems(run: Run): { fact: string; host: string | null; problem: string }[] {
  const types = new Map(factTypes.map((type) => [type.id as string, type]));
  return run.facts.flatMap(({ id, host, ...fact }) => {
    const type = types.get(id);
    if (!type) return [{ fact: id, host, problem: 'there is no fact of this name' }];
    const parsed = fact.ok ? type.schema.safeParse(fact.value, { jitless: true }) : null;
    return parsed && !parsed.success
      ? [{ fact: id, host, problem: parsed.error.issues[0]?.message ?? 'malformed' }]
      : [];
  });
}

const keyOf = ({ control, host }: Finding): string => JSON.stringify([control, host]);
const outcomeOf = ({ status, code, params, severity }: Finding): string =>
  `${severity} ${status} ${code} ${canonicalText(params)}`;

/** A second finding of one control and host would hide the first. */
function twice(findings: readonly Finding[]): Omit<Difference, 'run'>[] {
  const first = new Map(findings.map((finding, index) => [keyOf(finding), index] as const).reverse());
  const again = findings.filter((finding, index) => first.get(keyOf(finding)) !== index);
  return again.map((finding) => ({
    control: finding.control,
    host: finding.host,
    recorded: `${outcomeOf(finding)}, a second time`,
    judged: null,
  }));
}
