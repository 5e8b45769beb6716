import { type FactValue, type Read, seen } from '../../../shared/fact';
import { compareTrees, release } from '../../../shared/facts/host/release';
import { gitPrelude, whyNotGit } from '../git-command';
import { defineProbe } from '../probe';
import { textOf } from '../section-reason';

/**
 * As the account, in the app's folder; each may answer `none`. Contents are hashed as they are: `git status` would run the
 * repository's own filter programs, and write its index.
 *
 *     release.trees   `head <id>`, then `== tree`, `== index`, `== deleted`, `== end`, each before its list
 *     release.files   the path of each regular file that is tracked and there, `== ids`, the id of each by hash-object
 */
export const releaseProbe = defineProbe({
  fact: release,
  roles: ['app'],
  sections: {
    trees: {
      as: 'user',
      seconds: 20,
      sh: ({ app }) =>
        app &&
        `${gitPrelude(app.directory)}
h=$(g rev-parse -q --verify HEAD) || { echo none; exit 0; }
printf 'head %s\\n== tree\\n' "$h"
g ls-tree -r HEAD && echo '== index' && g ls-files -s && echo '== deleted' && g ls-files -d && echo '== end'`,
    },
    files: {
      as: 'user',
      seconds: 60,
      sh: ({ app }) =>
        app &&
        `${gitPrelude(app.directory)}
cd -- "$d" || exit
l=$(g ls-files -s | awk -F '\\t' '/^100/ && $2 !~ /^"/ { print $2 }' | while IFS= read -r n; do if [ -f "$n" ]; then printf '%s\\n' "$n"; fi; done)
printf '%s\\n== ids\\n' "$l"
[ -z "$l" ] || printf '%s\\n' "$l" | g hash-object --no-filters --stdin-paths`,
    },
  },
  read: ({ trees, files }): Read<FactValue<typeof release>> => {
    const reason = whyNotGit(trees);
    if (reason) return { ok: false, reason };
    const text = textOf(trees.stdout);
    if (text.trim() === 'none') return seen({ commit: null, dirty: null, changed: 0 });
    return compareTrees(text, whyNotGit(files) ? null : textOf(files.stdout));
  },
});
