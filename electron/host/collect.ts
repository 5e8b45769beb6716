import type { Fact } from '../../shared/fact';
import type { HostTarget, Target } from '../../shared/target';
import { connect, type HostConnection } from './connection';
import { ConnectionError, type ConnectionErrorCode } from './connection-error';
import type { AcceptHostKey, TrustedBy } from './host-key';
import { HostRun } from './host-run';
import type { Probe, SecretKeeper } from './probe';
import type { SectionEvent } from './run-sections';
import type { SignInPrompt } from './sign-in';
import { type SshEnvironment, thisMachine } from './ssh-route';

export type { SignInPrompt };

export type HostEvent =
  | { kind: 'connecting' }
  | { kind: 'connected'; hostKey: string; trustedBy: TrustedBy; account: string }
  /** So many sections more; those of `look` probes come later. */
  | { kind: 'planned'; sections: number }
  | SectionEvent
  /** `unknownKey`: type and fingerprint, when the error is that nobody trusts it yet. */
  | { kind: 'done'; error: HostCollection['error']; unknownKey: string | null };

/** What a run saw of one host. */
export interface HostCollection {
  host: string;
  /** One for each probe that the host's roles call for, whatever happened. */
  facts: Fact[];
  /** What ran there. */
  commands: string[];
  /** As `ssh-keygen -lf` prints it; null when it was not trusted. */
  hostKey: string | null;
  trustedBy: TrustedBy | null;
  account: string | null;
  address: string | null;
  durationMs: number;
  /** Why the host could not be checked, or not to the end. A section that failed is no error of the host. */
  error: { code: ConnectionErrorCode; message: string } | null;
}

export interface CollectOptions {
  target: Target;
  host: HostTarget;
  keep: SecretKeeper;
  acceptHostKey: AcceptHostKey;
  ask: SignInPrompt;
  signal: AbortSignal;
  onEvent: (event: HostEvent) => void;
  probes?: readonly Probe[];
  machine?: SshEnvironment;
  now?: () => number;
  /** For the whole host. The time that a person takes to answer counts too. */
  totalSeconds?: number;
  /** Milliseconds without a word from a server before it counts as silent. */
  patience?: number;
}

/** Milliseconds, where nothing else is said. */
export const patience = 20_000;

/** Signs in, runs what the probes ask, and reads the answers into facts. Never throws for what a server does. */
export async function collectHost(options: CollectOptions): Promise<HostCollection> {
  const startedAt = performance.now();
  const { host, signal, totalSeconds = 120 } = options;
  const deadline = new AbortController();
  const onAbort = () => deadline.abort('cancelled');
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  const timer = setTimeout(() => deadline.abort('timeout'), totalSeconds * 1000);
  const run = new HostRun(options, deadline.signal);
  let connection: HostConnection | null = null;
  try {
    options.onEvent({ kind: 'connecting' });
    const machine = options.machine ?? thisMachine();
    connection = await connect({ patience, ...options, machine, signal: deadline.signal });
    const { hostKey, trustedBy, account } = connection;
    options.onEvent({ kind: 'connected', hostKey, trustedBy, account });
    await run.collect(connection);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    run.fail(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    connection?.close();
  }
  if (deadline.signal.aborted) {
    const code = signal.aborted ? 'cancelled' : 'timeout';
    const message = code === 'cancelled' ? 'cancelled' : `not done within ${totalSeconds} s`;
    run.error = { code, message: `${host.name}: ${message}` };
  }
  options.onEvent({ kind: 'done', error: run.error, unknownKey: run.unknownKey });
  return {
    host: host.name,
    facts: run.facts(),
    commands: run.commands,
    hostKey: connection?.hostKey ?? null,
    trustedBy: connection?.trustedBy ?? null,
    account: connection?.account ?? null,
    address: connection ? `${connection.address}:${connection.port}` : null,
    durationMs: Math.round(performance.now() - startedAt),
    error: run.error,
  };
}
