import { spawnSync } from 'node:child_process';
import type { Probe, ReadContext, SectionOutput } from '../../electron/host/probe';
import { nothingFound, planSections } from '../../electron/host/sections';
import type { Read } from '../../shared/fact';
import { type Target, targetSchema } from '../../shared/target';

/** A probe against this machine: its sections in the shell as on a host, its `read` on what came back. */

/** `app` states only what differs. */
export const appTarget = (app: object = {}): Target =>
  targetSchema.parse({
    name: 'Example Shop',
    hosts: [{ name: 'web-1' }],
    app: { directory: '/srv/shop', ...app },
  });

export function readContext(target: Target, over: Partial<ReadContext> = {}): ReadContext {
  const host = target.hosts[0]!;
  return {
    target,
    host,
    app: target.app ?? null,
    found: nothingFound,
    now: Date.UTC(2026, 10, 24),
    secrets: { environment: null, started: null, also: [] },
    keep: { kept: () => 'none', elsewhere: () => 'unknown', guessesLog2: (value) => value.length * 3.3 },
    ...over,
  };
}

export function runSections(probe: Probe, context: ReadContext): Record<string, SectionOutput> {
  const planned = planSections([probe], context, context.found);
  return Object.fromEntries(
    planned.map(({ id, name, command, seconds }) => {
      const { stdout, stderr, status } = spawnSync('sh', ['-c', command], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', LANG: 'C' },
        maxBuffer: 1 << 26,
        timeout: seconds * 1000,
      });
      return [name, { id, command, as: 'root', stdout, stderr, exitCode: status, broken: null, seconds }];
    }),
  );
}

/** What a probe makes of recorded output. Sections that are not stated were absent: no such file. */
export function readRecorded(
  probe: Probe,
  recorded: Record<string, string | { stdout?: string; stderr?: string; exitCode: number }>,
  context: ReadContext,
): Promise<Read<unknown>> {
  const outputs = Object.fromEntries(
    Object.entries(probe.sections).map(([name, { seconds }]): [string, SectionOutput] => {
      const stated = recorded[name] ?? { stderr: 'cat: No such file or directory\n', exitCode: 1 };
      const {
        stdout = '',
        stderr = '',
        exitCode,
      } = typeof stated === 'string' ? { stdout: stated, exitCode: 0 } : stated;
      return [
        name,
        {
          id: `${probe.fact.id}.${name}`,
          command: name,
          as: 'root',
          stdout: Buffer.from(stdout),
          stderr: Buffer.from(stderr),
          exitCode,
          broken: null,
          seconds,
        },
      ];
    }),
  );
  return Promise.resolve(probe.read(outputs, context));
}

/** The fact, held to its schema. */
export async function runProbe<V>(probe: Probe, context: ReadContext): Promise<Read<V>> {
  const read = await probe.read(runSections(probe, context), context);
  return read.ok ? { ok: true, value: probe.fact.schema.parse(read.value) as V } : read;
}
