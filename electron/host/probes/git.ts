import { type Read, seen } from '../../../shared/fact';
import { type GitRepository, gitRepository, parseRepository } from '../../../shared/facts/host/git';
import { judgeVersions, parseVersions } from '../../../shared/facts/host/git-history';
import { quote } from '../../../shared/shell';
import type { AppTarget } from '../../../shared/target';
import { gitPrelude, whyNotGit } from '../git-command';
import { defineProbe } from '../probe';
import { textOf } from '../section-reason';
import { noApp } from './env-file-stat';

/** The env file as seen from the app's folder. One that lies elsewhere: a file of its name in the app's folder. */
const within = ({ directory }: AppTarget, file: string): string => {
  const folder = `${directory.replace(/\/+$/, '')}/`;
  if (!file.startsWith('/')) return file;
  return file.startsWith(folder) ? file.slice(folder.length) : file.slice(file.lastIndexOf('/') + 1);
};

/**
 * All as the account, in the app's folder. Each begins with the prelude of `gitPrelude`, and so may answer `none`.
 *
 *     git.repository   words by lines: root, prefix, head, shallow, partial, fetch, tracked, ignored, example, outer
 *     git.commits      rev-list: one commit a line, the newest first
 *     git.versions     `versions <count>`, then cat-file --batch: `<id> blob <bytes>`, the content, a newline
 */
export const gitProbe = defineProbe({
  fact: gitRepository,
  roles: ['app'],
  sections: {
    repository: {
      as: 'user',
      seconds: 20,
      sh: ({ app }) => app && repositorySection(app),
    },
    commits: {
      as: 'user',
      seconds: 60,
      sh: ({ app }) =>
        app &&
        `${gitPrelude(app.directory)}\ng rev-list ${everywhere} -- ${quote(`:(literal)${within(app, app.envFile)}`)}`,
    },
    versions: { as: 'user', seconds: 60, sh: ({ app }) => app && versionsSection(app) },
  },
  read: ({ repository, commits, versions }, { app, secrets }): Read<GitRepository> => {
    if (!app) return noApp;
    const reason = whyNotGit(repository);
    if (reason) return { ok: false, reason };
    const found = parseRepository(textOf(repository.stdout), within(app, app.envFile));
    if (!found.ok || found.value.repository === null) return found as Read<GitRepository>;
    const noHistory = whyNotGit(commits) ?? whyNotGit(versions);
    if (noHistory) return { ok: false, reason: noHistory };
    const ids = textOf(commits.stdout)
      .split('\n')
      .filter((line) => /^[0-9a-f]{40,64}$/.test(line));
    const held = parseVersions(versions.stdout);
    if (!held.ok) return held;
    const history = {
      commits: ids.length,
      first: ids.at(-1) ?? null,
      ...judgeVersions(held.value, secrets.environment, app.requiredKeys),
    };
    return seen({ repository: { ...found.value.repository, history }, outerTracked: found.value.outerTracked });
  },
});

/** Every ref, stashes and the reflog of every worktree; commits that a merge leaves out as well. */
const everywhere = '--all --reflog --full-history';

const repositorySection = (app: AppTarget): string => `\
${gitPrelude(app.directory)}
f=${quote(within(app, app.envFile))}
p=$(g rev-parse --show-prefix) && c=$(g rev-parse --git-common-dir) && s=$(g rev-parse --is-shallow-repository) || exit
cd -- "$d" || exit
printf 'root %s\\nprefix %s\\nhead %s\\nshallow %s\\n' "$r" "$p" "$(g rev-parse -q --verify HEAD)" "$s"
if [ -n "$(as find "$c/objects/pack" -maxdepth 1 -name '*.promisor')" ]; then echo partial; fi
as grep -E '^[[:space:]]*(\\[remote |fetch[[:space:]]*=)' "$c/config" | sed 's/^[[:space:]]*\\[remote .*/remote/; s/^[[:space:]]*fetch[[:space:]]*=[[:space:]]*/fetch /'
t=$(g ls-files -- ":(literal)$f") && e=$(g ls-files -- ${quote(`:(literal)${within(app, app.exampleFile)}`)}) || exit
if [ -n "$t" ]; then echo tracked; fi
if [ -n "$e" ]; then echo example; fi
g check-ignore -q --no-index -- "./$f"
case $? in 0) echo ignored;; 1) ;; *) exit 128;; esac
while [ "$r" != / ]; do
  r=$(dirname -- "$r"); [ -e "$r/.git" ] || continue
  if [ -n "$o" ]; then o=$(stat -c %U -- "$r/.git") || exit; case $o in root|UNKNOWN) o=nobody;; esac; fi
  n=\${d#"\${r%/}"/}/$f
  d=$r
  t=$(g ls-files -- ":(literal)$n") || exit
  if [ -n "$t" ]; then printf 'outer %s\\n' "$r"; fi
  d=$(cd -P -- ${quote(app.directory)} && pwd -P)
done
echo end`;

/** At most 200 versions, each of at most 1 MiB, together 4 MiB: an env file has few, and small ones. */
const versionsSection = (app: AppTarget): string => `\
${gitPrelude(app.directory)}
f=${quote(within(app, app.envFile))}
p=$(g rev-parse --show-prefix) || exit
l=$(g rev-list ${everywhere} --objects -- ":(literal)$f") || exit
l=$(printf '%s\\n' "$l" | g cat-file --batch-check='%(objectname) %(objecttype) %(objectsize) %(rest)' | P=$p$f awk '$2 == "blob" && substr($0, length($1) + length($2) + length($3) + 4) == ENVIRON["P"] { print $1, $3 }') || exit
printf 'versions %s\\n' "$(printf '%s\\n' "$l" | grep -c .)"
printf '%s\\n' "$l" | awk 'NF == 2 && $2 <= 1048576 && s + $2 <= 4194304 && n < 200 { s += $2; n++; print $1 }' | g cat-file --batch`;
