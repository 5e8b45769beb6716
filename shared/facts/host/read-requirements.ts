import { type FactValue, type Read, seen, unseen } from '../../fact';
import { normalName } from './installed-packages';
import { parseRequirementLine } from './requirement-line';
import { type lockFileNames, packageName, packageVersion, type requirements } from './requirements';

type Requirements = FactValue<typeof requirements>;
type Requirement = Requirements['requirements'][number];
type LockFile = (typeof lockFileNames)[number];

/**
 * Follows the named files through every `-r` and `-c`, within one folder's text files.
 * `files`: content by path relative to that folder; `locks`: the lock files that are there.
 */
export function readRequirements(
  named: readonly string[],
  files: ReadonlyMap<string, string>,
  locks: ReadonlyMap<LockFile, string>,
): Read<Requirements> {
  const result: Requirements = { files: [], missing: [], requirements: [], notRead: 0, lockFiles: [...locks.keys()] };
  const waiting = named.map((path) => ({ path: normalPath(path), constraint: false }));
  const known = new Set(waiting.map(keyOf));
  for (const next of waiting) {
    const { path, constraint } = next;
    const text = path === null ? undefined : files.get(path);
    if (path === null || text === undefined) {
      result.missing.push(tellable(path));
      continue;
    }
    result.files.push(tellable(path));
    for (const { text: lineText, line } of logicalLines(text)) {
      const read = parseRequirementLine(lineText);
      if (read.kind === 'not-read') result.notRead += 1;
      if (read.kind === 'include') {
        const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
        const included = { path: normalPath(folder + read.file, read.file), constraint: constraint || read.constraint };
        if (!known.has(keyOf(included)) && known.size < mostFiles) {
          known.add(keyOf(included));
          waiting.push(included);
        }
      }
      if (read.kind === 'requirement') {
        const { name, version, hashed, conditional } = read;
        const ok =
          (name === null || packageName.safeParse(name).success) &&
          (version === null || packageVersion.safeParse(version).success);
        if (!ok) result.notRead += 1;
        else result.requirements.push({ name, file: tellable(path), line, version, hashed, constraint, conditional });
      }
    }
  }
  for (const [lock, text] of locks) {
    const locked = readLock(lock, text);
    // What holds no package locks nothing: it is cut, or no lock file at all.
    if (!locked?.length) return unseen('malformed', { what: lock });
    result.requirements.push(...locked);
  }
  return seen(result);
}

const mostFiles = 200;
const keyOf = ({ path, constraint }: { path: string | null; constraint: boolean }): string => `${constraint} ${path}`;

/** Without `.` and `..`; null where it leaves the folder or is no relative path. */
function normalPath(path: string, asWritten = path): string | null {
  if (asWritten.startsWith('/') || /^[a-z]+:/i.test(asWritten) || path.length > 1000) return null;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.join('/');
}

/** A name from the file may be anything, a URL with a password among them. */
const tellable = (path: string | null): string =>
  path !== null && /^[A-Za-z0-9._/-]{1,200}$/.test(path) ? path : '(another place)';

/** pip joins a line that ends in a backslash with the next. */
function logicalLines(text: string): { text: string; line: number }[] {
  const lines: { text: string; line: number }[] = [];
  let open: { parts: string[]; line: number } | null = null;
  text.split(/\r?\n/).forEach((part, i) => {
    open ??= { parts: [], line: i + 1 };
    const goesOn = part.endsWith('\\') && !/^\s*#/.test(part);
    open.parts.push(goesOn ? part.slice(0, -1) : part);
    if (goesOn) return;
    lines.push({ text: open.parts.join(' ').slice(0, 10_000), line: open.line });
    open = null;
  });
  const rest = open as { parts: string[]; line: number } | null;
  if (rest) lines.push({ text: rest.parts.join(' ').slice(0, 10_000), line: rest.line });
  return lines;
}

/** A lock file's packages: each is one version, and may belong to another platform or group than the one installed. */
function readLock(lock: LockFile, text: string): Requirement[] | null {
  const packages = lock === 'Pipfile.lock' ? pipfilePackages(text) : tomlPackages(text);
  return (
    packages?.flatMap(({ name, version, line }): Requirement[] => {
      const entry = {
        name: normalName(name),
        version,
        file: lock,
        line,
        hashed: true,
        constraint: true,
        conditional: true,
      };
      return packageName.safeParse(entry.name).success && packageVersion.safeParse(version).success ? [entry] : [];
    }) ?? null
  );
}

/** poetry, uv and pdm write `[[package]]` tables with `name` and `version` as plain strings, one key a line. */
function tomlPackages(text: string): { name: string; version: string; line: number }[] {
  const packages: { name: string; version: string; line: number }[] = [];
  let name: string | null = null;
  let within = false;
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.startsWith('[')) {
      within = line.trim() === '[[package]]';
      name = null;
    }
    const match = within ? /^(name|version) = "([^"\\]*)"\s*$/.exec(line) : null;
    if (match?.[1] === 'name') name = match[2] ?? null;
    if (match?.[1] === 'version' && name !== null) packages.push({ name, version: match[2] ?? '', line: i + 1 });
  });
  return packages;
}

function pipfilePackages(text: string): { name: string; version: string; line: number }[] | null {
  let lock: unknown;
  try {
    lock = JSON.parse(text);
  } catch {
    return null;
  }
  const sections = lock !== null && typeof lock === 'object' ? (lock as { [section: string]: unknown }) : {};
  const entries = Object.entries(sections.default ?? {}) as [string, { version?: unknown } | null][];
  return entries.flatMap(([name, entry]) =>
    typeof entry?.version === 'string' ? [{ name, version: entry.version.replace(/^==/, ''), line: 1 }] : [],
  );
}
