import { type Fact, type FactId, type FactType, type Read, type Reason, type Source, unseen } from '../../shared/fact';
import type { CollectOptions, HostCollection } from './collect';
import type { HostConnection } from './connection';
import type { ConnectionError } from './connection-error';
import { UnknownHostKey } from './host-key';
import type { Access } from './open-shell';
import type { Found, Probe, ProbeContext, ReadContext, SectionOutput } from './probe';
import { probes as allProbes } from './probes';
import { limits, runSections } from './run-sections';
import { SectionQueue } from './section-queue';
import { contextOf, type PlannedSection, planSections, probesFor, sectionId } from './sections';
import { askSudoPassword } from './sudo-password';
import { secretValues, withholdSecrets } from './withhold-secrets';

/** One run over one host: what was found and looked at so far. */
export class HostRun {
  error: HostCollection['error'] = null;
  /** The key that nobody trusts yet, when the error is that. */
  unknownKey: string | null = null;
  /** What ran, in the order in which it ended. */
  readonly commands: string[] = [];
  private readonly probes: Probe[];
  private readonly context: ProbeContext;
  private secrets: ReadContext['secrets'] = noSecrets();
  private readonly collected = new Map<FactId, Fact>();
  /** Ids of the sections of each probe whose turn has come. */
  private readonly asked = new Map<Probe, string[]>();
  /** By id, until their probe has read them. */
  private readonly outputs = new Map<string, SectionOutput>();
  private readonly queues = { user: new SectionQueue(), root: new SectionQueue() };
  private sudoPassword: Buffer | null = null;

  constructor(
    private readonly options: CollectOptions,
    private readonly signal: AbortSignal,
  ) {
    this.context = contextOf(options.target, options.host);
    this.probes = probesFor(options.probes ?? allProbes, this.context);
  }

  /** The account's sections and root's, each in a shell of its own, at the same time. */
  async collect(connection: HostConnection): Promise<void> {
    const { onEvent, host } = this.options;
    const { account } = connection;
    const access = this.rootAccess(connection);
    if (!access) this.queues.root = this.queues.user;
    const common = { connection, signal: this.signal, onEvent, onOutput: (output: SectionOutput) => this.take(output) };
    this.ask(this.probes.filter(({ phase }) => phase === 'find'));
    this.advance();
    try {
      const failures = await Promise.all([
        runSections({ ...common, access: { form: 'user' }, account, queue: this.queues.user }),
        access && runSections({ ...common, access, account: 'root', queue: this.queues.root }),
      ]);
      const failure = failures.find((one) => one !== null);
      if (failure) this.error ??= { code: failure.code, message: `${host.name}: ${failure.message}` };
    } finally {
      this.sudoPassword?.fill(0);
    }
  }

  fail(error: ConnectionError): void {
    this.error = { code: error.code, message: error.message };
    if (error instanceof UnknownHostKey) this.unknownKey = error.key;
  }

  /** Every probe has its fact: what was not read has the reason of the failure. */
  facts(): Fact[] {
    const all = this.probes.map(
      ({ fact }) =>
        this.collected.get(fact.id) ?? this.envelope(fact, [], { ok: false, reason: this.whyMissing(fact) }),
    );
    const { environment, started, also } = this.secrets;
    this.secrets = noSecrets();
    const values = [...(environment ?? []), ...(started ?? []), ...also];
    const types = this.probes.map(({ fact }) => fact);
    return withholdSecrets(all, types, secretValues(values, JSON.stringify(this.options.target)));
  }

  private whyMissing(fact: FactType<FactId, unknown>): Reason {
    if (!this.error) return unseen('not-collected', { fact: fact.id }).reason;
    const { code, message } = this.error;
    if (code === 'cancelled') return unseen('cancelled', {}).reason;
    if (code === 'timeout') return unseen('timeout', { seconds: this.options.totalSeconds ?? 120 }).reason;
    return unseen(code, { what: message }).reason;
  }

  /** Hands the sections of these probes to the two shells. */
  private ask(probes: readonly Probe[]): void {
    const sections = probes.flatMap((probe) => {
      const own = planSections([probe], this.context, this.found);
      this.asked.set(
        probe,
        own.map(({ id }) => id),
      );
      return own;
    });
    if (sections.length === 0) return;
    this.options.onEvent({ kind: 'planned', sections: sections.length });
    const of = (as: PlannedSection['as']) => sections.filter((section) => section.as === as);
    if (this.queues.root === this.queues.user) this.queues.user.add(sections);
    else {
      this.queues.user.add(of('user'));
      this.queues.root.add(of('root'));
    }
  }

  private take(output: SectionOutput): void {
    const { id, command, exitCode, broken } = output;
    if (exitCode !== null || broken === 'too-big' || broken === 'timeout') this.commands.push(command);
    const waiting = [...this.outputs.values()].reduce((sum, one) => sum + one.stdout.length + one.stderr.length, 0);
    const fits = waiting + output.stdout.length + output.stderr.length <= limits.waiting;
    this.outputs.set(id, fits ? output : withoutAnswer(output));
    this.advance();
  }

  /**
   * Reads what has come, while the shells go on with what has not. Probes are read in their order, as later ones use what
   * earlier ones saw; so a `look` probe has its turn to ask as soon as all `find` probes before it are read. Its own answer
   * holds nobody up, unless it is awaited.
   */
  private advance(): void {
    for (const probe of this.probes) {
      if (this.collected.has(probe.fact.id)) continue;
      if (!this.asked.has(probe)) this.ask([probe]);
      const isIn = this.asked.get(probe)?.every((id) => this.outputs.has(id));
      if (isIn) this.collected.set(probe.fact.id, this.read(probe));
      else if (probe.phase === 'find' || probe.isAwaited) break;
    }
    if (this.asked.size < this.probes.length) return;
    this.queues.user.end();
    this.queues.root.end();
  }

  /** How root's sections run; null when they run as the account, with what it may see. */
  private rootAccess(connection: HostConnection): Access | null {
    const { sudo } = this.options.host.ssh;
    if (connection.account === 'root') return { form: 'user' };
    if (sudo === 'none') return null;
    return sudo === 'nopasswd' ? { form: 'nopasswd' } : { form: 'password', ask: () => this.askSudo(connection) };
  }

  /** Asked once for each host. */
  private async askSudo(connection: HostConnection): Promise<Buffer | null> {
    const { host, ask } = this.options;
    this.sudoPassword ??= await askSudoPassword(host.name, connection, ask);
    return this.sudoPassword && Buffer.from(this.sudoPassword);
  }

  private read(probe: Probe): Fact {
    const own = Object.fromEntries(
      Object.entries(probe.sections).map(([name, { seconds }]) => {
        const id = sectionId(probe, name);
        return [name, this.outputs.get(id) ?? notAsked(id, seconds)];
      }),
    );
    const { keep, now = Date.now } = this.options;
    const context: ReadContext = { ...this.context, found: this.found, now: now(), secrets: this.secrets, keep };
    let result: Read<unknown>;
    try {
      result = probe.read(own, context);
    } catch (error) {
      result = unseen('malformed', { what: error instanceof Error ? error.name : 'unknown' });
    }
    if (result.ok) {
      const parsed = probe.fact.schema.safeParse(result.value);
      result = parsed.success
        ? { ok: true, value: parsed.data }
        : unseen('malformed', { what: 'not of the form of this fact' });
    }
    const fact = this.envelope(probe.fact, Object.values(own), result);
    for (const { id, stdout, stderr } of Object.values(own)) {
      stdout.fill(0);
      stderr.fill(0);
      this.outputs.delete(id);
    }
    return fact;
  }

  private envelope(fact: FactType<FactId, unknown>, outputs: readonly SectionOutput[], result: Read<unknown>): Fact {
    const { host, now = Date.now } = this.options;
    const commands = outputs
      .filter(({ broken }) => broken !== 'not-asked')
      .map(({ command, as, exitCode, stdout, stderr }) => ({
        command,
        as,
        exitCode,
        bytes: stdout.length + stderr.length,
      }));
    const from: Source = { commands };
    return { id: fact.id, host: host.name, at: new Date(now()).toISOString(), from, ...result };
  }

  private readonly found: Found = {
    get: (type) => {
      const fact = this.collected.get(type.id);
      // biome-ignore lint/suspicious/noExplicitAny: the value was held to the schema of this very type
      return fact?.ok ? (fact.value as any) : null;
    },
  };
}

const noSecrets = (): ReadContext['secrets'] => ({ environment: null, started: null, also: [] });

/** Each answer is within its bounds, but so many of them wait for one that was asked before. */
const withoutAnswer = (output: SectionOutput): SectionOutput => ({
  ...output,
  stdout: Buffer.alloc(0),
  stderr: Buffer.alloc(0),
  exitCode: null,
  broken: 'too-big',
});

const notAsked = (id: string, seconds: number): SectionOutput => ({
  id,
  command: '',
  as: '',
  stdout: Buffer.alloc(0),
  stderr: Buffer.alloc(0),
  exitCode: null,
  broken: 'not-asked',
  seconds,
});
