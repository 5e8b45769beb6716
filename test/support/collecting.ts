import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type CollectOptions, collectHost, type HostCollection, type HostEvent } from '../../electron/host/collect';
import { defineProbe, type Probe, type Section } from '../../electron/host/probe';
import type { SshEnvironment } from '../../electron/host/ssh-route';
import { defineFact, seen } from '../../shared/fact';
import { type HostTarget, type Target, targetSchema } from '../../shared/target';

/** What a section gave back, as the value of a fact: for tests of the way there and back. */
export const rawOutput = z.record(
  z.string(),
  z.strictObject({
    stdout: z.string(),
    stderr: z.string(),
    exitCode: z.number().nullable(),
    broken: z.string().nullable(),
    as: z.string(),
  }),
);
export type RawOutput = z.infer<typeof rawOutput>;

/** A probe that hands its sections' output on, cut to its first 2,000 characters. */
export const rawProbe = (name: string, sections: Record<string, Section>, phase: Probe['phase'] = 'find'): Probe =>
  defineProbe({
    fact: defineFact({ id: `host.${name}`, schema: rawOutput }),
    roles: ['any'],
    phase,
    sections,
    read: (outputs) =>
      seen(
        Object.fromEntries(
          Object.entries(outputs).map(([key, { stdout, stderr, exitCode, broken, as }]) => [
            key,
            {
              stdout: stdout.toString('latin1').slice(0, 2000),
              stderr: stderr.toString('latin1').slice(0, 2000),
              exitCode,
              broken,
              as,
            },
          ]),
        ),
      ),
  });

export const user = (sh: string, seconds = 10): Section => ({ as: 'user', seconds, sh: () => sh });
export const root = (argv: readonly string[], seconds = 10): Section => ({ as: 'root', seconds, argv: () => argv });

export const hostTarget = (ssh: Partial<HostTarget['ssh']>, name = 'web-1'): { target: Target; host: HostTarget } => {
  const target = targetSchema.parse({ name: 'Example Shop', hosts: [{ name, roles: ['web'], ssh }] });
  return { target, host: target.hosts[0]! };
};

/** No ssh_config, no agent, and a home that is not that of the person who runs the tests. */
export const bareMachine = (home = join(homedir(), 'nowhere')): SshEnvironment => ({
  files: { user: join(home, '.ssh', 'config'), system: join(home, 'none'), home, localUser: 'tester' },
  env: {},
});

export interface Collected extends HostCollection {
  events: HostEvent[];
  asked: { kind: string; prompt: string }[];
  /** The value of a raw probe's fact. */
  raw(name: string): RawOutput;
}

export async function collect(
  ssh: Partial<HostTarget['ssh']>,
  probes: readonly Probe[],
  over: Partial<CollectOptions> & { answers?: Partial<Record<string, string>> } = {},
): Promise<Collected> {
  const events: HostEvent[] = [];
  const asked: { kind: string; prompt: string }[] = [];
  const { answers = {}, ...options } = over;
  const collection = await collectHost({
    ...hostTarget(ssh),
    keep: { kept: () => 'none', elsewhere: () => 'unknown', guessesLog2: () => 0 },
    acceptHostKey: () => false,
    ask: async (kind, prompt) => {
      asked.push({ kind, prompt });
      return answers[kind] ?? null;
    },
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
    probes,
    machine: bareMachine(),
    ...options,
  });
  const raw = (name: string): RawOutput => {
    const fact = collection.facts.find(({ id }) => id === `host.${name}`);
    if (!fact?.ok) throw new Error(`host.${name}: ${JSON.stringify(fact)}; ${JSON.stringify(collection.error)}`);
    return fact.value as RawOutput;
  };
  return { ...collection, events, asked, raw };
}
