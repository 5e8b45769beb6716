import { setMaxListeners } from 'node:events';
import { availableParallelism, totalmem } from 'node:os';
import type { Finding } from '../../shared/control';
import type { Fact } from '../../shared/fact';
import { judge } from '../../shared/judge';
import type { HostTarget, Target } from '../../shared/target';
import { collectHost, type HostCollection, type HostEvent, type SignInPrompt } from '../host/collect';
import type { AcceptHostKey } from '../host/host-key';
import type { SecretKeeper } from '../host/probe';
import { limits } from '../host/run-sections';
import { guessesLog2 } from '../host/strength';
import { collectSite, type SiteCollection, type SiteEvent } from '../site/collect';
import { version } from '../version';
import { withAbsoluteFiles } from './local-files';

/** The checks: every host and the site at once, then facts → findings. */
export interface CheckRequest {
  target: Target;
  /** Absolute: where the relative paths of the target start from. */
  folder: string;
  /** What main knows of secrets elsewhere, without the strength library, which is ours to load. */
  keep: Omit<SecretKeeper, 'guessesLog2'>;
  /** Facts of this machine itself (its keychain). */
  local: readonly Fact[];
  /** Also send bursts, odd requests and port probes. */
  active: boolean;
  /** Judge these controls only; the run is then partial. */
  only: readonly string[] | null;
  acceptHostKey: AcceptHostKey;
  ask: SignInPrompt;
  signal: AbortSignal;
  /** How many hosts are checked beside each other. */
  hostsAtOnce?: number;
  /** Ends the work on one host and leaves the others; the run is then partial. */
  hostSignal?: (host: string) => AbortSignal;
  onEvent: (event: CheckEvent) => void;
}

export type CheckEvent =
  | { kind: 'host'; host: string; event: HostEvent }
  | { kind: 'site'; event: SiteEvent }
  | { kind: 'finished'; facts: number };

export interface CheckRun {
  startedAt: Date;
  endedAt: Date;
  hosts: HostCollection[];
  site: SiteCollection | null;
  facts: Fact[];
  findings: Finding[];
  /** Not every control was judged on what it needs: such a run cannot be signed. */
  partial: boolean;
}

/** Bytes that the answers of one host take at most: those that wait, and what two shells have under way on two streams each. */
const memoryPerHost = limits.waiting + 4 * limits.stdout;

/**
 * Hosts at once: enough to keep slow ones from holding fast ones, few enough that key exchanges do not starve each other, and
 * that a quarter of the memory holds their answers at their worst.
 */
export const defaultHostsAtOnce = (cores = availableParallelism(), memory = totalmem()): number =>
  Math.max(1, Math.min(Math.max(4, 4 * cores), Math.floor(memory / 4 / memoryPerHost)));

export async function check(request: CheckRequest): Promise<CheckRun> {
  const { target, signal, onEvent } = request;
  // Every host and every connection under way listens: many are no leak, of which Node would warn on stderr.
  setMaxListeners(0, signal);
  const startedAt = new Date();
  const reached = withAbsoluteFiles(target, request.folder);
  const keep: SecretKeeper = { ...request.keep, guessesLog2: target.app ? await guessesLog2() : () => 0 };
  const [hosts, site] = await Promise.all([
    inBatches(reached.hosts, request.hostsAtOnce ?? defaultHostsAtOnce(), (host) =>
      collectOne(host, { ...request, target: reached }, keep),
    ),
    target.site
      ? collectSite({
          target: reached,
          active: request.active,
          version,
          signal,
          onEvent: (event) => onEvent({ kind: 'site', event }),
        })
      : null,
  ]);
  const facts = [...hosts.flatMap((host) => host.facts), ...(site?.facts ?? []), ...request.local];
  const judged = judge(facts, { target, at: startedAt.getTime() });
  onEvent({ kind: 'finished', facts: facts.length });
  const unreached = hosts.some(({ error }) => error !== null) || (site?.error ?? null) !== null;
  return {
    startedAt,
    endedAt: new Date(),
    hosts,
    site,
    facts,
    findings: request.only ? judged.filter(({ control }) => request.only?.includes(control)) : judged,
    partial: request.only !== null || signal.aborted || unreached,
  };
}

const collectOne = (host: HostTarget, request: CheckRequest, keep: SecretKeeper): Promise<HostCollection> =>
  collectHost({
    target: request.target,
    host,
    keep,
    acceptHostKey: request.acceptHostKey,
    ask: request.ask,
    signal: request.hostSignal?.(host.name) ?? request.signal,
    onEvent: (event) => request.onEvent({ kind: 'host', host: host.name, event }),
  });

async function inBatches<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
