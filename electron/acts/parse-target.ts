import { stringify } from 'yaml';
import type { ParsedTarget } from '../../shared/ipc';
import { dotted } from '../../shared/schema-path';
import { type TargetFile, targetSchema } from '../../shared/target';
import { type Problem, readYaml } from './target-file/read-yaml';
import { sayIssues } from './target-file/say-issues';

/** A target from the text of a file or from a form, with the words and places of each problem. */
export function parseTarget(text: string): ParsedTarget {
  const { value, problems, placeOf } = readYaml(text);
  if (problems.length > 0) return { ok: false, problems: problems.map(view), yaml: text };
  const parsed = targetSchema.safeParse(value);
  if (parsed.success) return { ok: true, target: parsed.data, file: value as TargetFile, yaml: stringify(value) };
  const issues = sayIssues(parsed.error.issues, { schema: targetSchema, value, placeOf });
  return { ok: false, problems: issues.map(view), yaml: text };
}

/** What a form holds, judged as if it had been written to a file: the same words for the same problem. */
export const parseTargetValue = (value: unknown): ParsedTarget => parseTarget(stringify(value));

const view = ({ place, at, text }: Problem) => ({ line: place.line, at: dotted(at), words: text });
