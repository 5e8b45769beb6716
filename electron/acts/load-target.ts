import { type FileHandle, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { dotted, type Path } from '../../shared/schema-path';
import { type Target, targetSchema } from '../../shared/target';
import { sha256Hex } from '../sha256';
import { UserError } from '../user-error';
import { type Problem, readYaml } from './target-file/read-yaml';
import { sayIssues } from './target-file/say-issues';

const maxBytes = 1024 * 1024;
const maxLines = 20;

export interface LoadedTarget {
  /** As it is written, so that what is recorded of it names no folder of this machine that it does not name itself. */
  target: Target;
  path: string;
  /** Where the file lies: its relative paths start from here. */
  folder: string;
  /** SHA-256 of the file's bytes, in hex. */
  sha256: string;
}

export interface LoadTargetOptions {
  /** The folder that a relative `file` starts from. */
  cwd: string;
  /** Ids that a waiver may name. */
  controlIds: readonly string[];
}

/**
 * Reads a target file, YAML or JSON.
 *
 * @throws UserError with up to 20 lines `file:line:column: where: what is wrong`.
 */
export async function loadTarget(file: string, { cwd, controlIds }: LoadTargetOptions): Promise<LoadedTarget> {
  const path = resolve(cwd, file);
  const bytes = await readBounded(path, file);
  const text = decode(bytes, file);
  const { value, problems, placeOf } = readYaml(text);
  if (problems.length > 0) throw asUserError(file, problems);

  const parsed = targetSchema.safeParse(value);
  if (!parsed.success)
    throw asUserError(file, sayIssues(parsed.error.issues, { schema: targetSchema, value, placeOf }));
  const unknown = unknownWaivers(parsed.data, controlIds).map((problem) => ({
    ...problem,
    place: placeOf(problem.at),
  }));
  if (unknown.length > 0) throw asUserError(file, unknown);

  return {
    target: parsed.data,
    path,
    folder: dirname(path),
    sha256: sha256Hex(bytes),
  };
}

function asUserError(file: string, problems: readonly Problem[]): UserError {
  const ordered = [...problems].sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const lines = ordered.map(({ place, at, text }) => {
    const where = at.length > 0 ? `${dotted(at)}: ` : '';
    return `${file}:${place.line}:${place.column}: ${where}${text}`;
  });
  const more = lines.length - maxLines;
  return new UserError(more > 0 ? [...lines.slice(0, maxLines), `${file}: and ${more} more problems`] : lines);
}

async function readBounded(path: string, file: string): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const stat = await handle.stat();
    if (!stat.isFile()) throw new UserError(`${file}: is not a file: name the target file itself (YAML or JSON)`);
    if (stat.size > maxBytes) throw new UserError(`${file}: is larger than 1 MiB: this is no target file`);
    return await handle.readFile();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${file}: ${fileWords[(cause as NodeJS.ErrnoException).code ?? ''] ?? 'could not be read'}`, {
      cause,
    });
  } finally {
    await handle?.close();
  }
}

const fileWords: Record<string, string> = {
  ENOENT: 'no such file: give the path of a target file',
  EACCES: 'may not be read by this account: change its permissions',
  EISDIR: 'is a folder: name the target file itself',
  ENOTDIR: 'no such file: a part of the path is not a folder',
};

function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`${file}: is not UTF-8 text: save it as UTF-8`, { cause });
  }
}

function unknownWaivers(target: Target, controlIds: readonly string[]): { at: Path; text: string }[] {
  const hosts = new Set(target.hosts.map(({ name }) => name));
  return target.waivers.flatMap(({ control, host }, i) => [
    ...(controlIds.includes(control)
      ? []
      : [{ at: ['waivers', i, 'control'], text: `there is no control "${control}"` }]),
    ...(host === undefined || hosts.has(host)
      ? []
      : [{ at: ['waivers', i, 'host'], text: `there is no host "${host}" in this target` }]),
  ]);
}
