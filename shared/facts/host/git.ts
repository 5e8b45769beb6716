import { z } from 'zod';
import { defineFact, type Read, seen, unseen } from '../../fact';

/** What git knows of the env file, in the repository that holds the app's folder. Contents are judged in memory only. */

export const commitId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

export const gitRepository = defineFact({
  id: 'host.git',
  schema: z.strictObject({
    /** Null: no folder from the app's upwards is a repository. */
    repository: z
      .strictObject({
        root: z.string(),
        head: commitId.nullable(),
        /** Cut off history (`clone --depth`). */
        shallow: z.boolean(),
        /** Objects left at a remote (`clone --filter`). */
        partial: z.boolean(),
        /** A remote of which only some branches are fetched (`clone --single-branch`). */
        someBranches: z.boolean(),
        /** The env file's path within the repository. */
        envFile: z.string(),
        tracked: z.boolean(),
        ignored: z.boolean(),
        exampleTracked: z.boolean(),
        history: z.strictObject({
          /** Commits of any ref, reflog or stash in which a file of this path came, changed or went. */
          commits: z.number().int().nonnegative(),
          /** The first of them. */
          first: commitId.nullable(),
          /** Versions of the file that were found. */
          versions: z.number().int().nonnegative(),
          /** Whether every version could be read: none lost, none over 1 MiB, at most 200. */
          allRead: z.boolean(),
          /** A version gave a secret-like key a value that is no placeholder. */
          heldSecrets: z.boolean(),
          /** Keys of the live file whose value history holds; null when the live file was not read. */
          sameAsLive: z.array(z.string()).nullable(),
        }),
      })
      .nullable(),
    /** Repositories further up that track the env file. */
    outerTracked: z.array(z.string()),
  }),
});

export type GitRepository = z.infer<typeof gitRepository.schema>;
type Found = { repository: Omit<NonNullable<GitRepository['repository']>, 'history'> | null; outerTracked: string[] };

/** Lines of words, of which the last is `end`; or `none`. `envFile` is relative to the app's folder. */
export function parseRepository(text: string, envFile: string): Read<Found> {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 1 && lines[0] === 'none') return seen({ repository: null, outerTracked: [] });
  const all = (word: string): string[] =>
    lines.filter((line) => line === word || line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  const root = all('root')[0];
  const head = all('head')[0] ?? '';
  const shallow = all('shallow')[0];
  if (lines.at(-1) !== 'end' || !root?.startsWith('/') || (shallow !== 'true' && shallow !== 'false'))
    return unseen('malformed', { what: "git's answers about the repository" });
  if (head !== '' && !commitId.safeParse(head).success) return unseen('malformed', { what: 'the id of HEAD' });
  return seen({
    repository: {
      root,
      head: head === '' ? null : head,
      shallow: shallow === 'true',
      partial: all('partial').length > 0,
      // A remote without a wildcard refspec fetches the branches that it names, and no others.
      someBranches: all('remote').length > all('fetch').filter((spec) => /^\+?refs\/heads\/\*:/.test(spec)).length,
      envFile: `${all('prefix')[0] ?? ''}${envFile}`,
      tracked: all('tracked').length > 0,
      ignored: all('ignored').length > 0,
      exampleTracked: all('example').length > 0,
    },
    outerTracked: all('outer'),
  });
}
