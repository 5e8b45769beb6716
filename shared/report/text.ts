import { itemStatus, type LaunchItemStatus } from '../checklist/launch-items';
import type { Finding } from '../control';
import type { CheckResult } from './check-result';
import { decisionSentence } from './decision-sentence';
import { sayHosts } from './finding-groups';
import type { Palette } from './palette';
import { type HostPorts, portsText } from './ports-text';
import { failed, listed, open, remarks, unchecked, waived } from './text-findings';
import type { TextOptions } from './text-options';
import { allForTerminal } from './text-safe';
import { tlsTable } from './text-tls';
import { labelled, plural } from './wrap';

/** A check for a person at a terminal: the decision and the launch list on one screen, then what to do about it. */

export function checkText(result: CheckResult, options: TextOptions, ports: readonly HostPorts[] = []): string {
  const shown = allForTerminal(result);
  const by = (status: Finding['status']): Finding[] =>
    shown.findings.filter((finding) => finding.status === status && !finding.waived);
  const sections = [
    summary(shown, options),
    items(shown, options),
    failed(by('fail'), options),
    unchecked(by('error'), options),
    portsText(ports, options),
    waived(
      shown.findings.filter((finding) => finding.waived),
      options,
    ),
    open(by('manual'), options),
    remarks(by('pass'), options),
    tlsTable(shown.site?.tls ?? [], options),
    ...(options.verbose
      ? [listed('Passed', by('pass'), options), listed('Do not apply', by('not-applicable'), options)]
      : []),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function summary(result: CheckResult, { palette, width }: TextOptions): string[] {
  const { target, hosts, site } = result;
  const title = `${target.name} (${target.environment})`;
  const when = `${result.startedAt.slice(0, 16).replace('T', ' ')} UTC, ${(result.durationMs / 1000).toFixed(1)} s`;
  const paint = result.decision === 'go' ? palette.green : palette.red;
  return [
    `${palette.bold(title)}${' '.repeat(Math.max(2, width - title.length - when.length))}${palette.dim(when)}`,
    '',
    `  ${palette.bold(paint(decisionSentence(result)))}`,
    ...tally(result, { palette, width }),
    ...labelled('', `checked: ${whatOf(result)}`, { indent: 2, width }).map(palette.dim),
    ...(result.partial
      ? [`  ${palette.yellow('Partial run: no decision on a launch, and it cannot be signed.')}`]
      : []),
    ...hosts
      .filter(({ error }) => error)
      .flatMap(({ name, error }) => labelled('', `${name}: ${error!.message}`, { indent: 2, width }).map(palette.red)),
    ...(site?.error ? labelled('', `${site.url}: ${site.error.message}`, { indent: 2, width }).map(palette.red) : []),
  ];
}

/** The figures, on as many lines as the width asks for. */
function tally(
  { counts, findings }: CheckResult,
  { palette, width }: Pick<TextOptions, 'palette' | 'width'>,
): string[] {
  const unwaived = (status: Finding['status']): number =>
    findings.filter((finding) => finding.status === status && !finding.waived).length;
  const figures = [
    { count: counts.pass, what: 'passed', paint: palette.green },
    { count: unwaived('fail'), what: 'failed', paint: palette.red },
    { count: unwaived('error'), what: 'could not be checked', paint: palette.red },
    { count: counts.manual, what: 'manual', paint: palette.yellow },
    { count: counts['not-applicable'], what: 'not applicable', paint: palette.dim },
    { count: counts.waived, what: 'waived', paint: palette.yellow },
  ].map(({ count, what, paint }) => ({ text: `${count} ${what}`, paint: count > 0 ? paint : palette.dim }));
  const lines: (typeof figures)[] = [];
  let room = 0;
  for (const figure of figures) {
    room -= figure.text.length + 3;
    if (room < 0) {
      lines.push([]);
      room = width - 2 - figure.text.length;
    }
    lines.at(-1)!.push(figure);
  }
  return lines.map((line) => `  ${line.map(({ text, paint }) => paint(text)).join(palette.dim(' · '))}`);
}

const whatOf = ({ hosts, site }: CheckResult): string =>
  [
    ...(site ? [site.address ? `${site.url} at ${site.address}` : site.url] : []),
    ...(hosts.length > 0
      ? [
          sayHosts(
            hosts.map(({ name }) => name),
            '',
          ),
        ]
      : []),
  ].join(', ');

function items({ findings, partial }: CheckResult, { palette, width }: TextOptions): string[] {
  const rows = itemStatus(findings, { manualHolds: false })
    // With --only most items have nothing beneath them.
    .filter((item) => !partial || item.applicable > 0)
    .map((item) => {
      const start = `${String(item.number).padStart(4)}  ${item.title.padEnd(35)}`;
      const [state, paint] = stateOf(item, palette);
      const ratio = `${String(item.met).padStart(3)} of ${String(item.applicable).padEnd(4)}`;
      const because = becauseOf(item, width - start.length - stateWidth - ratio.length);
      return `${start}${paint(state.padEnd(stateWidth))}${because ? `${ratio}${palette.dim(because)}` : ratio.trimEnd()}`;
    });
  return [palette.bold('Launch list'), ...rows];
}

const stateWidth = 14;

function stateOf({ state, applicable }: LaunchItemStatus, palette: Palette): [string, (text: string) => string] {
  if (state === 'met') return ['met', palette.green];
  if (state === 'not-met') return ['NOT MET', palette.red];
  return applicable === 0 ? ['not assessed', palette.dim] : ['open', palette.yellow];
}

/** The controls that hold it, as many as fit; else what keeps it from being whole. */
function becauseOf({ holding, open, remarks }: LaunchItemStatus, room: number): string {
  if (holding.length > 0) return fitting([...new Set(holding.map(({ control }) => control))], room);
  const waived = remarks.filter((finding) => finding.waived).length;
  const minor = remarks.length - waived;
  return [
    ...(open > 0 ? [`${open} to attest`] : []),
    ...(minor > 0 ? [`${minor} minor`] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ].join(', ');
}

function fitting(ids: readonly string[], room: number): string {
  if (ids.join(', ').length <= room) return ids.join(', ');
  const some = ids.filter((_, index) => ids.slice(0, index + 1).join(', ').length <= room - ' +99'.length);
  return some.length === 0 ? plural(ids.length, 'control') : `${some.join(', ')} +${ids.length - some.length}`;
}
