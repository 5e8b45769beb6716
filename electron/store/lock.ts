import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';

/** One writer per review. The lock is a file that says who holds it, so that a second one can tell its person. */

const holderSchema = z.object({
  pid: z.number().int().positive(),
  /** When that process began, in the system's own unit: a pid is given again. Null where it cannot be known. */
  started: z.string().nullable(),
  machine: z.string(),
  since: z.string(),
});
export type LockHolder = z.infer<typeof holderSchema>;

export type Lock = { ok: true; release: () => Promise<void> } | { ok: false; holder: LockHolder | null };

export async function takeLock(path: string, now: Date): Promise<Lock> {
  const holder: LockHolder = {
    pid: process.pid,
    started: await startOf(process.pid),
    machine: hostname(),
    since: now.toISOString(),
  };
  const text = JSON.stringify(holder);
  // Linked from a finished file: whoever sees the lock sees who holds it.
  const own = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(own, text, { mode: 0o600, flag: 'wx', flush: true });
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (await tryLink(own, path)) return { ok: true, release: () => rm(path, { force: true }) };
      const found = await readFile(path, 'utf8').catch(() => null);
      if (found === null) continue;
      const other = parseHolder(found);
      if (!other || (await isAlive(other))) return { ok: false, holder: other };
      await removeStale(path, found);
    }
    return { ok: false, holder: null };
  } finally {
    await rm(own, { force: true });
  }
}

const tryLink = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return false;
      throw cause;
    },
  );

/** Moved before it is removed: between reading and removing, another process may have put its own lock there. */
async function removeStale(path: string, expected: string): Promise<void> {
  const aside = `${path}.stale-${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8').catch(() => expected)) !== expected) await tryLink(aside, path);
  await rm(aside, { force: true });
}

function parseHolder(text: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A process of another machine (a home folder on the network) cannot be asked: it counts as alive. */
async function isAlive({ pid, started, machine }: LockHolder): Promise<boolean> {
  if (machine !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
  const current = await startOf(pid);
  return started === null || current === null || current === started;
}

/** Clock ticks since boot at which the process began: field 22 of /proc/PID/stat (proc(5)), counted after the name's bracket. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
