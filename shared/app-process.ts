import type { Processes } from './facts/host/processes';
import type { Sockets } from './facts/host/sockets';

/** Why the app's processes could not be told. */
export type AppUnknown = 'not-listening' | 'no-process' | 'container';

/** Forwarders of container engines: they listen, the app runs elsewhere. */
const forwarders = new Set(['docker-proxy', 'rootlessport', 'slirp4netns', 'conmon']);

/** Servers name their processes by their work: `gunicorn: maste`, `gunicorn: worke`. */
const programOf = ({ name }: { name: string }): string | undefined => name.split(/[: ]/)[0];

/**
 * The oldest process of the app: of what listens on the app's port, and its parents of the
 * same program, whatever account they keep, the one that started first. With gunicorn that is the master, whose environment its workers inherit,
 * however new they are.
 */
export function appOldestProcess(
  { sockets }: Pick<Sockets, 'sockets'>,
  { processes }: Processes,
  port: number,
): Processes['processes'][number] | AppUnknown {
  const listeners = sockets.filter((socket) => socket.protocol === 'tcp' && socket.port === port);
  if (listeners.length === 0) return 'not-listening';
  if (listeners.some((socket) => forwarders.has(socket.process ?? ''))) return 'container';
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const all: Processes['processes'] = [];
  for (const { pid } of listeners) {
    let process = pid === null ? undefined : byPid.get(pid);
    if (!process) return 'no-process';
    const climbed = new Set<number>();
    while (process && !climbed.has(process.pid)) {
      climbed.add(process.pid);
      all.push(process);
      const parent = byPid.get(process.ppid);
      process = parent && programOf(parent) === programOf(process) ? parent : undefined;
    }
  }
  return all.reduce((oldest, process) => (process.startedAt <= oldest.startedAt ? process : oldest));
}
