import type { HostRole } from '../../shared/control';
import type { FactId, FactType, Read } from '../../shared/fact';
import type { AppTarget, HostTarget, Target } from '../../shared/target';

/**
 * A probe collects one fact of a host: its sections are what runs there, `read` turns their output into the fact.
 * One file each in probes/. A probe does not know which control uses its fact.
 */

/** Where a probe stands: the target, the host, and the app (present on hosts with the role `app`). */
export interface ProbeContext {
  target: Target;
  host: HostTarget;
  app: AppTarget | null;
}

/** What came back from one section. */
export interface SectionOutput {
  id: string;
  command: string;
  /** The account it ran as: `root`, or the login name. */
  as: string;
  stdout: Buffer;
  stderr: Buffer;
  /** Null when it never ended: cut, timed out, or the connection was lost. */
  exitCode: number | null;
  /** Why it is incomplete. `not-asked`: its `sh` or `argv` gave null, so nothing ran. */
  broken: null | 'not-asked' | 'too-big' | 'timeout' | 'closed' | 'no-root' | 'cancelled' | 'malformed';
  seconds: number;
}

interface SectionBase {
  /** At most so many seconds. */
  seconds: number;
}
/** Runs as the login account: any POSIX sh. */
export interface UserSection extends SectionBase {
  as: 'user';
  sh: (context: ProbeContext, found: Found) => string | null;
}
/**
 * Runs as root where the account can, else as the account. One plain command with its arguments, so that sudoers can allow
 * exactly it: no pipe, no glob, no quoting.
 */
export interface RootSection extends SectionBase {
  as: 'root';
  argv: (context: ProbeContext, found: Found) => readonly string[] | null;
  /** For `look` probes: what `plan` prints, with an anchored sudoers regular expression for what is learned on the way. */
  pattern?: (context: ProbeContext) => readonly string[];
}
export type Section = UserSection | RootSection;

/** Facts of this host that the probes before this one found, for the probes that look at what was found. */
export interface Found {
  get<T extends FactType<FactId, unknown>>(type: T): (T extends FactType<FactId, infer V> ? V : never) | null;
}

/** What `read` may use beside the output. Secret values live here, in main memory, for the length of a run. */
export interface ReadContext extends ProbeContext {
  found: Found;
  /** Milliseconds since 1970, when the answer came. */
  now: number;
  /** Effective values of the app's environment on this host, once `env-file` was read. */
  secrets: {
    environment: ReadonlyMap<string, string> | null;
    /** What the app's oldest process was started with, once `app-environment` was read. */
    started: ReadonlyMap<string, string> | null;
    /** Values that came along and must not leave either, with their keys. */
    also: (readonly [key: string, value: string])[];
  };
  keep: SecretKeeper;
}

/** What main knows of secrets elsewhere; passed in, so that reduction stays pure. */
export interface SecretKeeper {
  /** Is this the value kept in the keychain for the target's name and environment? */
  kept(key: string, value: string): 'same' | 'different' | 'none';
  /** Does another environment known to this machine use it? `unknown` when none is known. */
  elsewhere(key: string, value: string): 'same' | 'different' | 'unknown';
  /** Guesses needed, as log2, by the password-strength library. */
  guessesLog2(value: string): number;
}

export interface Probe {
  fact: FactType<FactId, unknown>;
  /** Hosts with any of these roles; `any` is every host. */
  roles: readonly (HostRole | 'any')[];
  /** `find` asks from the start; `look` asks for what was found, once all `find` probes before it are read. */
  phase: 'find' | 'look';
  /** Of a `look` probe: the probes after it need its values, so they are read after it. */
  isAwaited: boolean;
  sections: Readonly<Record<string, Section>>;
  read: (outputs: Record<string, SectionOutput>, context: ReadContext) => Read<unknown>;
}

/** `sections` by short name; the id of a section is `<fact without host.>.<short name>`. */
export const defineProbe = <V, const S extends Readonly<Record<string, Section>>>(probe: {
  fact: FactType<FactId, V>;
  roles: readonly (HostRole | 'any')[];
  phase?: 'find' | 'look';
  isAwaited?: boolean;
  sections: S;
  read: (outputs: { [K in keyof S]: SectionOutput }, context: ReadContext) => Read<V>;
}): Probe => ({ phase: 'find', isAwaited: false, ...probe }) as unknown as Probe;
