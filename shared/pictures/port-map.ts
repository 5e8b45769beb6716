import type { Maybe } from '../control';
import type { Fact, FactValue } from '../fact';
import { kernelRules } from '../facts/host/kernel-rules';
import { type Socket, sockets } from '../facts/host/sockets';
import { reachability } from '../facts/site/reachability';
import { type Exposure, exposureOf } from '../firewall/exposure';
import type { Target } from '../target';
import { seenIn } from './seen-in';

/** What a stranger meets at a host, port by port: what listens, what the firewall lets in, and what answered from here. */

export interface PortRow {
  protocol: Socket['protocol'];
  port: number;
  /** Null when it could not be seen, or when nothing on the host itself listens. */
  process: string | null;
  /** Addresses, without repeats. Empty: nothing listens there, and yet something answered. */
  bound: string[];
  exposure: Exposure['kind'];
  /** The rule that decides; null where none is asked, since only the host itself gets there. */
  by: string | null;
  /** Null: not tried. */
  reached: Tried['state'] | null;
  /** The target says that strangers may get there. */
  meant: boolean;
}
type Tried = FactValue<typeof reachability>['addresses'][number]['ports'][number];

/** The ports of one host, what strangers reach first; or why the sockets could not be seen. */
export function portMap(
  facts: readonly Fact[],
  host: string,
  { firewall }: Pick<Target, 'firewall'>,
): Maybe<PortRow[]> {
  const listening = seenIn(facts, sockets, host);
  if (!listening.ok) return listening;
  const rules = seenIn(facts, kernelRules, host);
  const tried = triedOf(seenIn(facts, reachability, null), host);
  const isMeant = (port: number) => firewall.allowedPorts.includes(port);
  const rows = groupsOf(listening.value.sockets).map((group): PortRow => {
    const { protocol, port, process } = group[0]!;
    const exposure = exposureOf(group, rules.ok ? rules.value : null);
    return {
      protocol,
      port,
      process,
      bound: [...new Set(group.map(boundTo))],
      exposure: exposure.kind,
      by: exposure.kind === 'private' ? null : exposure.by,
      reached: protocol === 'tcp' ? (tried.get(port) ?? null) : null,
      meant: isMeant(port),
    };
  });
  const listened = new Set(rows.flatMap(({ protocol, port }) => (protocol === 'tcp' ? [port] : [])));
  const elsewhere = [...tried]
    .filter(([port, state]) => state === 'open' && !listened.has(port))
    .map(
      ([port]): PortRow => ({
        protocol: 'tcp',
        port,
        process: null,
        bound: [],
        exposure: 'open',
        by: null,
        reached: 'open',
        meant: isMeant(port),
      }),
    );
  return { ok: true, value: [...rows, ...elsewhere].sort(byRisk) };
}

/** The sockets of one process at one port: it may listen once for IPv4 and once for IPv6. */
function groupsOf(all: readonly Socket[]): Socket[][] {
  const groups = new Map<string, Socket[]>();
  for (const socket of all) {
    const key = `${socket.protocol} ${socket.port} ${socket.process}`;
    groups.set(key, [...(groups.get(key) ?? []), socket]);
  }
  return [...groups.values()];
}

const boundTo = ({ bound, family, dualStack, address }: Socket): string =>
  bound !== 'any'
    ? address
    : dualStack
      ? 'every address'
      : family === 'ipv4'
        ? 'every IPv4 address'
        : 'every IPv6 address';

/** TCP ports that were tried from here, with the most open answer of the host's addresses. */
function triedOf(seen: Maybe<FactValue<typeof reachability>>, host: string): Map<number, Tried['state']> {
  const openness = ['filtered', 'refused', 'open'] as const;
  const states = new Map<number, Tried['state']>();
  if (!seen.ok) return states;
  for (const { hosts, ports } of seen.value.addresses) {
    if (!hosts.includes(host)) continue;
    for (const { port, state } of ports) {
      const known = states.get(port);
      if (!known || openness.indexOf(state) > openness.indexOf(known)) states.set(port, state);
    }
  }
  return states;
}

const kinds: readonly PortRow['exposure'][] = ['open', 'unknown', 'kept-out', 'private'];
/** Open and not meant, then the other open ones, then what is not reached. */
const byRisk = (a: PortRow, b: PortRow): number =>
  kinds.indexOf(a.exposure) - kinds.indexOf(b.exposure) ||
  Number(a.meant) - Number(b.meant) ||
  a.port - b.port ||
  a.protocol.localeCompare(b.protocol);
