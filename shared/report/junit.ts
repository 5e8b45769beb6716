import type { Finding } from '../control';
import type { CheckResult } from './check-result';
import { forTerminal } from './text-safe';

/** A check as JUnit XML: one suite per family of controls, one case per finding. What waits for a person, or is waived, is `skipped`. */
export function junit(result: CheckResult): string {
  const families = [...new Set(result.findings.map(({ group }) => group))];
  const suites = families.map((family) =>
    suite(
      family,
      result.findings.filter(({ group }) => group === family),
      result.startedAt,
    ),
  );
  const root = attributes({
    name: `gonogo: ${result.target.name} (${result.target.environment})`,
    ...totals(result.findings),
    time: seconds(result.durationMs),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${root}>\n${suites.join('')}</testsuites>\n`;
}

function suite(family: string, findings: readonly Finding[], startedAt: string): string {
  // The schema of Jenkins wants a local timestamp without zone; ours is UTC.
  const timestamp = startedAt.slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
  const head = attributes({ name: family, ...totals(findings), time: '0', timestamp });
  return `  <testsuite${head}>\n${findings.map(testCase).join('')}  </testsuite>\n`;
}

function testCase(finding: Finding): string {
  const head = attributes({
    classname: `gonogo.${finding.group}`,
    name: finding.host === null ? finding.control : `${finding.control} [${finding.host}]`,
    time: '0',
  });
  const outcome = outcomeOf(finding);
  if (!outcome) return `    <testcase${head}/>\n`;
  const { element, message } = outcome;
  const about: Record<string, string> = element === 'skipped' ? { message } : { message, type: finding.severity };
  const text = element === 'skipped' ? '' : escapeXml(details(finding));
  return `    <testcase${head}>\n      <${element}${attributes(about)}>${text}</${element}>\n    </testcase>\n`;
}

const details = ({ title, expected, observed, fix, sources }: Finding): string =>
  `${title}\nexpected: ${expected}\nobserved: ${observed}\nfix: ${fix}\nsource: ${sources.join('; ')}`;

interface Outcome {
  element: 'failure' | 'error' | 'skipped';
  message: string;
}

function outcomeOf({ status, observed, waived, waiver }: Finding): Outcome | null {
  if (status === 'pass') return null;
  if (waived && waiver) {
    const { by, expires, reason } = waiver;
    return { element: 'skipped', message: `waived by ${by} until ${expires} (${reason}): ${observed}` };
  }
  if (status === 'fail') return { element: 'failure', message: observed };
  if (status === 'error') return { element: 'error', message: observed };
  return { element: 'skipped', message: `${status}: ${observed}` };
}

function totals(findings: readonly Finding[]): Record<string, number> {
  const number = (element: Outcome['element']): number =>
    findings.filter((finding) => outcomeOf(finding)?.element === element).length;
  return { tests: findings.length, failures: number('failure'), errors: number('error'), skipped: number('skipped') };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 (2.2) knows no control characters and no noncharacters, not even as references: they become visible escapes. */
const escapeXml = (text: string): string =>
  forTerminal(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"]/g, (character) => entities[character]!);
