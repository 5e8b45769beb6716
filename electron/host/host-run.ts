import { type Fact, type FactId, type FactType, type Read, type Reason, type Source, unseen } from '../../shared/fact';
import type { CollectOptions, HostCollection } from './collect';
import type { HostConnection } from './connection';
import type { ConnectionError } from './connection-error';
import { UnknownHostKey } from './host-key';
import type { Access } from './open-shell';
import type { Found, Probe, ProbeContext, ReadContext, SectionOutput } from './probe';
import { probes as allProbes } from './probes';
import { runSections } from './run-sections';
import { contextOf, nothingFound, type PlannedSection, planSections, probesFor, sectionId } from './sections';
import { secretValues, withholdSecrets } from './withhold-secrets';

/** One run over one host: what was found and looked at so far. */
export class HostRun {
  error: HostCollection['error'] = null;
  /** The key that nobody trusts yet, when the error is that. */
  unknownKey: string | null = null;
  readonly commands: string[] = [];
  private readonly collected: Fact[] = [];
  private readonly probes: Probe[];
  private readonly context: ProbeContext;
  private readonly secrets: ReadContext['secrets'] = { environment: null };
  private sudoPassword: Buffer | null = null;

  constructor(
    private readonly options: CollectOptions,
    private readonly signal: AbortSignal,
  ) {
    this.context = contextOf(options.target, options.host);
    this.probes = probesFor(options.probes ?? allProbes, this.context);
  }

  async collect(connection: HostConnection): Promise<void> {
    try {
      await this.phase('find', connection, nothingFound);
      await this.phase('look', connection, this.found());
    } finally {
      this.sudoPassword?.fill(0);
    }
  }

  /** Every probe has its fact: what was not read has the reason of the failure. */
  fail(error: ConnectionError): void {
    this.error = { code: error.code, message: error.message };
    if (error instanceof UnknownHostKey) this.unknownKey = error.key;
  }

  facts(): Fact[] {
    const missing = this.probes.filter(({ fact }) => !this.collected.some(({ id }) => id === fact.id));
    const all = [
      ...this.collected,
      ...missing.map(({ fact }) => this.envelope(fact, [], { ok: false, reason: this.whyMissing(fact) })),
    ];
    const environment = this.secrets.environment ?? new Map<string, string>();
    this.secrets.environment = null;
    const types = this.probes.map(({ fact }) => fact);
    return withholdSecrets(all, types, secretValues(environment, JSON.stringify(this.options.target)));
  }

  private whyMissing(fact: FactType<FactId, unknown>): Reason {
    if (!this.error) return unseen('not-collected', { fact: fact.id }).reason;
    const { code, message } = this.error;
    if (code === 'cancelled') return unseen('cancelled', {}).reason;
    if (code === 'timeout') return unseen('timeout', { seconds: this.options.totalSeconds ?? 120 }).reason;
    return unseen(code, { what: message }).reason;
  }

  private async phase(phase: Probe['phase'], connection: HostConnection, found: Found): Promise<void> {
    const probes = this.probes.filter((probe) => probe.phase === phase);
    const sections = planSections(probes, this.context, found);
    if (sections.length > 0) this.options.onEvent({ kind: 'phase', phase, sections: sections.length });
    const outputs = await this.run(connection, sections);
    for (const probe of probes) this.collected.push(await this.read(probe, outputs, found));
    for (const { stdout, stderr } of outputs) {
      stdout.fill(0);
      stderr.fill(0);
    }
  }

  /** The account's sections and root's, each in a shell of its own, at the same time. */
  private async run(connection: HostConnection, sections: readonly PlannedSection[]): Promise<SectionOutput[]> {
    const { onEvent } = this.options;
    const { account } = connection;
    const access = this.rootAccess(connection);
    const asUser = access ? sections.filter(({ as }) => as === 'user') : sections;
    const asRoot = access ? sections.filter(({ as }) => as === 'root') : [];
    const common = { connection, signal: this.signal, onEvent };
    const results = await Promise.all([
      runSections({ ...common, access: { form: 'user' }, account, sections: asUser }),
      runSections({ ...common, access: access ?? { form: 'refused' }, account: 'root', sections: asRoot }),
    ]);
    const error = results.find((result) => result.error)?.error;
    if (error) this.error ??= { code: error.code, message: `${this.options.host.name}: ${error.message}` };
    const outputs = results.flatMap((result) => result.outputs);
    const ran = outputs.filter(
      ({ exitCode, broken }) => exitCode !== null || broken === 'too-big' || broken === 'timeout',
    );
    this.commands.push(...ran.map(({ command }) => command));
    return outputs;
  }

  /** How root's sections run; null when they run as the account, with what it may see. */
  private rootAccess(connection: HostConnection): Access | null {
    const { sudo } = this.options.host.ssh;
    if (connection.account === 'root') return { form: 'user' };
    if (sudo === 'none') return null;
    // A password was wrong already: a second attempt could lock the account.
    if (this.error?.code === 'auth') return { form: 'refused' };
    return sudo === 'nopasswd' ? { form: 'nopasswd' } : { form: 'password', ask: () => this.askSudo(connection) };
  }

  /** Asked once for each host, and only for one whose key was known before: nobody has compared a key accepted just now. */
  private async askSudo({ account, address, port, hostKey, trustedBy }: HostConnection): Promise<Buffer | null> {
    if (trustedBy === 'accepted-now')
      throw new Error('the sudo password is never sent in the run that accepts the host key: run again');
    if (!this.sudoPassword) {
      const prompt = `sudo password of ${account} at ${address}:${port} (host key ${hostKey})`;
      const answer = await this.options.ask('sudo-password', prompt, { host: this.options.host.name, echo: false });
      this.sudoPassword = answer === null ? null : Buffer.from(answer);
    }
    return this.sudoPassword && Buffer.from(this.sudoPassword);
  }

  private async read(probe: Probe, outputs: readonly SectionOutput[], found: Found): Promise<Fact> {
    const own = Object.fromEntries(
      Object.entries(probe.sections).map(([name, { seconds }]) => {
        const id = sectionId(probe, name);
        return [name, outputs.find((output) => output.id === id) ?? notAsked(id, seconds)];
      }),
    );
    const { keep, now = Date.now } = this.options;
    const context: ReadContext = { ...this.context, found, now: now(), secrets: this.secrets, keep };
    let result: Read<unknown>;
    try {
      result = await probe.read(own, context);
    } catch (error) {
      result = unseen('malformed', { what: error instanceof Error ? error.name : 'unknown' });
    }
    if (result.ok) {
      const parsed = probe.fact.schema.safeParse(result.value);
      result = parsed.success
        ? { ok: true, value: parsed.data }
        : unseen('malformed', { what: 'not of the form of this fact' });
    }
    return this.envelope(probe.fact, Object.values(own), result);
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

  private found(): Found {
    return {
      get: (type) => {
        const fact = this.collected.find(({ id }) => id === type.id);
        // biome-ignore lint/suspicious/noExplicitAny: the value was held to the schema of this very type
        return fact?.ok ? (fact.value as any) : null;
      },
    };
  }
}

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
