import type { Maybe } from '../control';
import { sayReason } from '../fact';
import type { PortRow } from '../pictures/port-map';
import { printable } from '../printable';
import type { TextOptions } from './text-options';
import { labelled } from './wrap';

export interface HostPorts {
  host: string;
  ports: Maybe<PortRow[]>;
}

/**
 * A table for each host: what listens where, what the firewall makes of it by which rule, and what answered from here.
 * Without `verbose` those ports are only counted that nobody but the host itself gets to.
 */
export function portsText(hosts: readonly HostPorts[], options: TextOptions): string[] {
  if (hosts.length === 0) return [];
  return [options.palette.bold('Ports'), ...hosts.flatMap((one) => tableOf(one, options))];
}

const widest = 32;
const head = ['port', 'process', 'bound to', 'strangers', 'from here', 'by'];

function tableOf({ host, ports }: HostPorts, { palette, width, verbose }: TextOptions): string[] {
  if (!ports.ok) return labelled(host, `not seen: ${sayReason(ports.reason)}`, { indent: 2, width });
  const shown = verbose
    ? ports.value
    : ports.value.filter(({ exposure, reached }) => exposure !== 'private' || reached === 'open');
  const hidden = ports.value.length - shown.length;
  const title = `  ${host}${hidden > 0 ? palette.dim(`  (and ${hidden} that only the host itself reaches)`) : ''}`;
  if (shown.length === 0) return [title];
  // One line each, whatever a server calls its processes and rules.
  const cells = shown.map((row) => cellsOf(row).map((cell) => printable(cell, widest)));
  const widths = head.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    `    ${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd().slice(0, Math.max(width, 80));
  const isWrong = ({ exposure, reached, meant }: PortRow) => !meant && (exposure === 'open' || reached === 'open');
  return [
    title,
    palette.dim(line(head)),
    ...shown.map((row, i) => (isWrong(row) ? palette.red(line(cells[i]!)) : line(cells[i]!))),
  ];
}

const strangers: { [kind in PortRow['exposure']]: string } = {
  open: 'get in',
  'kept-out': 'kept out',
  private: 'cannot',
  unknown: 'not known',
};

/** Short enough for a column. */
const boundTo = (bound: readonly string[]): string => {
  const all = bound.map((address) =>
    address.replace(/^every (?:(IPv[46]) )?address$/, (_, family = '') => `all ${family}`.trim()),
  );
  return all.includes('all IPv4') && all.includes('all IPv6') ? 'all' : all.join(', ');
};

const cellsOf = ({ protocol, port, process, bound, exposure, by, reached, meant }: PortRow): string[] => [
  `${port}/${protocol}`,
  process ?? '?',
  boundTo(bound) || '(not on this host)',
  `${strangers[exposure]}${exposure === 'open' && !meant ? ', not meant' : ''}`,
  reached ?? 'not tried',
  by ?? '',
];
