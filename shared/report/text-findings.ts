import type { Finding, Severity } from '../control';
import { controls } from '../controls';
import { type FindingGroup, groupFindings, sayHosts } from './finding-groups';
import type { TextOptions } from './text-options';
import { labelled } from './wrap';

/** The sections of a check's text, each a list of lines; empty where there is nothing to say. */

const severities: readonly Severity[] = ['blocker', 'major', 'minor'];
const bySeverity = (a: FindingGroup, b: FindingGroup): number =>
  severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity);

export function failed(findings: readonly Finding[], options: TextOptions): string[] {
  if (findings.length === 0) return [];
  const { palette } = options;
  const groups = groupFindings(findings, ({ control, observed, fix }) => [control, observed, fix]).sort(bySeverity);
  return [
    palette.bold(palette.red(`Failed (${findings.length})`)),
    ...groups.flatMap((group) => failure(group, options)),
  ];
}

function failure({ finding, hosts }: FindingGroup, { palette, width }: TextOptions): string[] {
  const { severity, control, title, expected, observed, notes, fix } = finding;
  const paint = severity === 'minor' ? palette.yellow : palette.red;
  const where = sayHosts(hosts, ' on ');
  const head = `  ${paint(severity.padEnd(8))} ${palette.bold(control)}${where}`;
  const fits = `  ${severity.padEnd(8)} ${control}${where}  ${title}`.length <= width;
  const layout = { indent: 15, width };
  const isCommand = (line: string): boolean => line.startsWith(' '.repeat(layout.indent + 1));
  return [
    '',
    ...(fits ? [`${head}  ${title}`] : [head, ...labelled('', title, { indent: 11, width })]),
    ...labelled('    expected', expected, layout),
    ...labelled('    observed', observed, layout),
    ...notes.flatMap(({ text }) => labelled('    note', text, layout)),
    ...labelled('    fix', fix, layout).map((line) => (isCommand(line) ? palette.cyan(line) : line)),
  ];
}

/** One line for each reason: a host that is down has one for all its controls, a tool that is missing one for all hosts. */
export function unchecked(findings: readonly Finding[], options: TextOptions): string[] {
  if (findings.length === 0) return [];
  const { palette, width } = options;
  const groups = groupFindings(findings, ({ observed }) => [observed]);
  return [
    palette.bold(palette.red(`Could not be checked (${findings.length})`)),
    ...groups.flatMap(({ finding, members, hosts }) => [
      ...labelled('', `${sayHosts(hosts, '', ': ')}${finding.observed}`, { indent: 2, width }),
      ...severityList(members, { indent: 4, width }).map(palette.dim),
    ]),
  ];
}

export function waived(findings: readonly Finding[], { palette, width }: TextOptions): string[] {
  if (findings.length === 0) return [];
  return [
    palette.bold(palette.yellow(`Waived (${findings.length})`)),
    ...findings.flatMap(({ control, host, observed, waiver }) => [
      `  ${control}${sayHosts(host ? [host] : [], ' on ')}`,
      ...labelled('', observed, { indent: 4, width }),
      ...labelled('', waiver ? `${waiver.by} until ${waiver.expires}: ${waiver.reason}` : '', { indent: 4, width }).map(
        palette.dim,
      ),
    ]),
  ];
}

export function open(findings: readonly Finding[], options: TextOptions): string[] {
  if (findings.length === 0) return [];
  const { palette, width, verbose } = options;
  const title = palette.bold(palette.yellow(`For a person to attest (${findings.length})`));
  if (verbose) return [title, ...rows(findings.map(withStatement), options)];
  const outOfScope = findings.filter(({ code }) => code === 'out-of-scope');
  const undecided = findings.filter(
    ({ method, code }) => method !== 'attested' && !['attest', 'out-of-scope'].includes(code),
  );
  const others = findings.filter((finding) => !outOfScope.includes(finding) && !undecided.includes(finding));
  const left = groupFindings(outOfScope, ({ observed }) => [observed]).flatMap(({ finding, members }) =>
    labelled('', `${finding.params.what}: ${idsOf(members)}`, { indent: 4, width }).map(palette.dim),
  );
  return [
    title,
    ...severityList(others, { indent: 2, width }),
    ...(undecided.length > 0 ? ['  where the facts did not decide:', ...rows(undecided, options, 4)] : []),
    ...(left.length > 0 ? ['  out of scope, each to attest with the reason why it may be left out:', ...left] : []),
  ];
}

/** What the person will have to state, instead of the bare fact that a person must. */
function withStatement(finding: Finding): Finding {
  const statement = controls.find(({ id }) => id === finding.control)?.attest?.statement;
  return finding.code === 'attest' && statement ? { ...finding, observed: statement } : finding;
}

/** What passed and is still worth a word. */
export function remarks(findings: readonly Finding[], { palette, width }: TextOptions): string[] {
  const noted = findings.filter(({ notes }) => notes.length > 0);
  if (noted.length === 0) return [];
  const groups = groupFindings(noted, ({ control, notes }) => [control, ...notes.map(({ text }) => text)]);
  return [
    palette.bold('Passed, with a remark'),
    ...groups.flatMap(({ finding, hosts }) =>
      finding.notes.flatMap(({ text }) =>
        labelled(`  ${finding.control}`, `${text}${sayHosts(hosts, ' (', ')')}`, { indent: 30, width }),
      ),
    ),
  ];
}

export const listed = (title: string, findings: readonly Finding[], options: TextOptions): string[] =>
  findings.length === 0 ? [] : [options.palette.bold(`${title} (${findings.length})`), ...rows(findings, options)];

const rows = (findings: readonly Finding[], { width }: TextOptions, indent = 2): string[] =>
  groupFindings(findings, ({ control, observed }) => [control, observed]).flatMap(({ finding, hosts }) =>
    labelled(`${' '.repeat(indent)}${finding.control}`, `${finding.observed}${sayHosts(hosts, ' (', ')')}`, {
      indent: indent + 28,
      width,
    }),
  );

interface Layout {
  indent: number;
  width: number;
}

/** The ids, a paragraph for each severity. */
const severityList = (members: readonly Finding[], { indent, width }: Layout): string[] =>
  severities.flatMap((severity) => {
    const those = members.filter((finding) => finding.severity === severity);
    if (those.length === 0) return [];
    return labelled(`${' '.repeat(indent)}${severity}`, idsOf(those), { indent: indent + 9, width });
  });

/** Each id once, with the number of hosts where it is about several. */
const idsOf = (members: readonly Finding[]): string =>
  groupFindings(members, ({ control }) => [control])
    .map(({ finding, hosts }) => (hosts.length > 1 ? `${finding.control} (${hosts.length} hosts)` : finding.control))
    .join(', ');
