import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';
import { commitId } from './git';

/** What is launched: the commit that the app's folder stands at. */

export const release = defineFact({
  id: 'host.release',
  schema: z.strictObject({
    /** Null without a repository, or before the first commit. */
    commit: commitId.nullable(),
    /** Tracked files differ from the commit. Null: cannot be told without running the repository's own filters. */
    dirty: z.boolean().nullable(),
    /** How many tracked files differ; untracked ones do not count. */
    changed: z.number().int().nonnegative(),
  }),
});

/**
 * Commit, index and files side by side. `trees`: `head <id>`, then `== tree`, `== index`, `== deleted` and `== end`, each
 * before its list. `files`: paths, `== ids`, ids in the same order; null when the files could not be hashed.
 */
export function compareTrees(trees: string, files: string | null): Read<FactValue<typeof release>> {
  const parts = partsOf(trees);
  const commit = /^head ([0-9a-f]{40,64})$/.exec(parts.get('')?.[0] ?? '')?.[1];
  const [tree, index, deleted] = [parts.get('tree'), parts.get('index'), parts.get('deleted')];
  if (commit === undefined || !tree || !index || !deleted || !parts.has('end'))
    return unseen('malformed', { what: "git's lists of files" });
  const inCommit = entriesOf(tree, /^(\d{6}) (?:blob|commit) ([0-9a-f]{40,64})\t(.+)$/);
  const inIndex = entriesOf(index, /^(\d{6}) ([0-9a-f]{40,64}) \d\t(.+)$/);
  const hashed = files === null ? null : idsOf(partsOf(files));
  const changed = new Set(
    [...inCommit.keys(), ...inIndex.keys()].filter((path) => inCommit.get(path) !== inIndex.get(path)),
  );
  for (const path of deleted) changed.add(path);
  for (const [path, id] of hashed ?? []) if (inIndex.get(path)?.slice(7) !== id) changed.add(path);
  const regular = [...inIndex].filter(([path, entry]) => entry.startsWith('100') && !deleted.includes(path));
  const allHashed = hashed !== null && regular.every(([path]) => hashed.has(path));
  // With a filter or a rule for line ends a file may differ from what is committed without any change.
  const filtered = [...inIndex.keys()].some((path) => /(?:^|\/)\.gitattributes$/.test(path));
  const dirty = changed.size > 0 ? (filtered ? null : true) : allHashed ? false : null;
  return seen({ commit, dirty, changed: changed.size });
}

function partsOf(text: string): Map<string, string[]> {
  const parts = new Map<string, string[]>();
  let current: string[] = [];
  parts.set('', current);
  for (const line of text.split('\n')) {
    const mark = /^== ([a-z]+)$/.exec(line)?.[1];
    if (mark !== undefined) {
      current = [];
      parts.set(mark, current);
    } else if (line !== '') current.push(line);
  }
  return parts;
}

/** `<mode> <id>` by path. */
const entriesOf = (lines: readonly string[], form: RegExp): Map<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const match = form.exec(line);
      return match ? [[match[3] ?? '', `${match[1]} ${match[2]}`]] : [];
    }),
  );

/** Null when there are not as many ids as paths: hashing broke off. */
function idsOf(parts: ReadonlyMap<string, string[]>): Map<string, string> | null {
  const paths = parts.get('') ?? [];
  const ids = parts.get('ids') ?? [];
  return paths.length === ids.length ? new Map(paths.map((path, i) => [path, ids[i] ?? ''])) : null;
}
