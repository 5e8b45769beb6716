import type { Control, Finding, Severity } from '../control';
import { controls } from '../controls';
import type { CheckResult } from './check-result';
import { forTerminal } from './text-safe';

/** A check as SARIF 2.1.0 (OASIS), for code scanning: what failed or could not be checked, each rule from the catalogue. */

const levels: Record<Severity, 'error' | 'warning' | 'note'> = { blocker: 'error', major: 'warning', minor: 'note' };
/** GitHub sorts by this figure: above 9 is critical, 7 to 8.9 high, 4 to 6.9 medium. */
const securitySeverity: Record<Severity, string> = { blocker: '9.5', major: '7.5', minor: '4.0' };

/**
 * `targetFile`: path of the target file, relative to the repository's root or absolute. Code scanning shows no result without
 * a file, and the one that names what was checked is the target file.
 */
export function sarif(result: CheckResult, targetFile: string): object {
  const shown = result.findings.filter(({ status }) => status === 'fail' || status === 'error');
  const rules = controls.filter(({ id }) => shown.some(({ control }) => control === id));
  const unreached = [...result.hosts, ...(result.site ? [{ ...result.site, name: result.site.url }] : [])].flatMap(
    ({ name, error }) => (error ? [{ level: 'error', message: { text: plain(`${name}: ${error.message}`) } }] : []),
  );
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: result.tool.name, semanticVersion: result.tool.version, rules: rules.map(ruleOf) },
        },
        automationDetails: { id: `gonogo/${plain(result.target.name)}/${result.target.environment}/` },
        invocations: [
          {
            executionSuccessful: unreached.length === 0,
            startTimeUtc: result.startedAt,
            endTimeUtc: new Date(Date.parse(result.startedAt) + result.durationMs).toISOString(),
            toolExecutionNotifications: unreached,
          },
        ],
        results: shown.map((finding) => resultOf(finding, rules, result, targetFile)),
        properties: { decision: result.decision, partial: result.partial, open: result.open, counts: result.counts },
      },
    ],
  };
}

const ruleOf = (control: Control): object => ({
  id: control.id,
  shortDescription: { text: plain(control.title) },
  fullDescription: { text: plain(control.why) },
  help: { text: plain(`Passes when: ${control.expected}\nSource: ${control.sources.join('; ')}`) },
  defaultConfiguration: { level: levels[control.severity] },
  properties: {
    tags: ['security', control.id.slice(0, control.id.indexOf('.'))],
    'security-severity': securitySeverity[control.severity],
  },
});

function resultOf(finding: Finding, rules: readonly Control[], result: CheckResult, targetFile: string): object {
  const subject = finding.host ?? result.site?.url ?? result.target.name;
  const ruleIndex = rules.findIndex(({ id }) => id === finding.control);
  return {
    ruleId: finding.control,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levels[finding.severity],
    message: {
      text: plain(
        `${finding.title}. Expected: ${finding.expected}. ${finding.status === 'error' ? 'Could not be checked' : 'Observed'}: ${finding.observed}. Fix: ${finding.fix.split('\n')[0]}`,
      ),
    },
    locations: [
      {
        physicalLocation: { artifactLocation: artifact(targetFile), region: { startLine: 1 } },
        logicalLocations: [{ name: plain(subject), fullyQualifiedName: plain(`${result.target.name}/${subject}`) }],
      },
    ],
    partialFingerprints: { 'controlAndHost/v1': `${finding.control}@${finding.host ?? ''}` },
    suppressions: finding.waiver
      ? [{ kind: 'external', status: 'accepted', justification: plain(finding.waiver.reason) }]
      : [],
    properties: { status: finding.status, code: finding.code, fix: forTerminal(finding.fix) },
  };
}

const artifact = (path: string): object => {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
};

/** A plain text message in which nothing is read as a link or a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6), nor as Markdown's. */
const plain = (text: string): string =>
  forTerminal(text)
    .replace(/[\\[\]]/g, (character) => `\\${character}`)
    .replace(/[{}]/g, (character) => character + character);
