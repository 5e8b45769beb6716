import { type Reason, unseen } from '../../shared/fact';
import { quote } from '../../shared/shell';
import type { SectionOutput } from './probe';
import { textOf, whyNot } from './section-reason';

/**
 * A POSIX shell prelude for git in a folder: `$d` is the folder, `$r` the repository's root, and `g` runs git. Without a
 * repository it prints `none` and ends.
 *
 * A repository's configuration names programs (core.fsmonitor, gpg.program, filters, hooks), and whoever owns it may be the
 * attacker. So git never runs as root: as root's login it runs as the repository's owner, and where that is root or nobody
 * known, as nobody. It also runs with every such setting off, without any other configuration, with no network, and without
 * writing (GIT_OPTIONAL_LOCKS). Replacement objects and grafts, which show another history than the real one, are ignored.
 */
export const gitPrelude = (directory: string): string => `\
d=$(cd -P -- ${quote(directory)} && pwd -P) || exit
r=$d; until [ -e "$r/.git" ]; do [ "$r" = / ] && { echo none; exit 0; }; r=$(dirname -- "$r"); done
o=; if [ "$(id -u)" = 0 ]; then o=$(stat -c %U -- "$r/.git") || exit; case $o in root|UNKNOWN) o=nobody;; esac; fi
as() { if [ -n "$o" ]; then runuser -u "$o" -- "$@"; else "$@"; fi; }
g() { as env -i PATH="$PATH" LC_ALL=C HOME=/nonexistent ${environment} git --no-pager --no-replace-objects -C "$d" ${settings} "$@"; }`;

const environment = [
  'GIT_CONFIG_NOSYSTEM=1',
  'GIT_CONFIG_GLOBAL=/dev/null',
  'GIT_OPTIONAL_LOCKS=0',
  'GIT_NO_LAZY_FETCH=1',
  'GIT_TERMINAL_PROMPT=0',
  'GIT_GRAFT_FILE=/dev/null',
].join(' ');

const settings = [
  // Any: which folder it must name is what is about to be found out.
  "safe.directory='*'",
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'log.showSignature=false',
  'diff.external=',
  'protocol.allow=never',
  // Names as they are, and no hint about the graft file above.
  'core.quotePath=false',
  'advice.graftFileDeprecated=false',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** As `whyNot`; without git, or without the tool that leaves root behind, it says which. */
export function whyNotGit(section: SectionOutput): Reason | null {
  const reason = whyNot(section);
  if (reason?.code !== 'no-tool' && reason?.code !== 'command-failed') return reason;
  const complaint = textOf(section.stderr);
  if (/\b(?:runuser|stat): not found/.test(complaint)) return unseen('no-tool', { tool: 'runuser' }).reason;
  if (reason.code === 'no-tool' || /\bgit\W+(?:not found|No such file)/.test(complaint))
    return unseen('no-tool', { tool: 'git' }).reason;
  return unseen('command-failed', { command: 'git', exitCode: reason.params.exitCode }).reason;
}
