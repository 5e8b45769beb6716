import { quote } from './shell';

/**
 * The form of what is sent to a host and of what comes back: the only thing that collector and practice host share.
 *
 * Sent, on the stdin of `sh -s`: a header line with version and boundary, a prelude, then for each section
 *
 *     #@ <id> <root|user> <seconds>
 *     run <id> <seconds> '<command, one shell word>'
 *
 * and at last `mark done` and `exit 0`. The shell runs each section as it arrives, so that more can follow what is running
 * already. Back, on stdout and stderr each: `\n<boundary> begin <id>\n`, the section's output, `\n<boundary> end <id> <exit code>\n`,
 * and at last `\n<boundary> done\n`. The boundary is random, so that no output can imitate it.
 */
export const scriptVersion = 1;

export interface ScriptSection {
  /** `<fact>.<section>`, for example `sockets.ss`. */
  id: string;
  as: 'root' | 'user';
  seconds: number;
  /** POSIX sh. Runs with stdin from /dev/null. */
  command: string;
}

/** What the generated script says before its sections. POSIX sh only: dash and busybox run it too. */
const prelude = (boundary: string): string => `\
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH
LC_ALL=C; export LC_ALL
LANG=C; export LANG
unset HISTFILE ENV BASH_ENV
B=${boundary}
limit() { shift; "$@"; }
if timeout -k 1 1 true 2>/dev/null; then limit() { s=$1; shift; timeout -k 2 "$s" "$@"; }; fi
mark() { printf '\\n%s %s\\n' "$B" "$1"; printf '\\n%s %s\\n' "$B" "$1" >&2; }
run() { mark "begin $1"; limit "$2" sh -c "$3" </dev/null; mark "end $1 $?"; }`;

/** A script in the order in which it is sent: `begin`, sections in any number of portions, `end`. */
export const scriptParts = {
  begin: (boundary: string): string => `# gonogo-collector ${scriptVersion} ${boundary}\n${prelude(boundary)}\n`,
  sections: (sections: readonly ScriptSection[]): string =>
    sections
      .map(
        ({ id, as, seconds, command }) => `#@ ${id} ${as} ${seconds}\nrun ${id} ${seconds} ${quoteCommand(command)}\n`,
      )
      .join(''),
  end: 'mark done\nexit 0\n',
};

export const composeScript = (boundary: string, sections: readonly ScriptSection[]): string =>
  `${scriptParts.begin(boundary)}${scriptParts.sections(sections)}${scriptParts.end}`;

/** Always quoted, even where one word would do, so that reading it back is one rule. */
const quoteCommand = (command: string): string => `'${command.replaceAll("'", `'\\''`)}'`;

/**
 * The whole sections of a script or of its beginning, and what follows them: `scriptParts.end` when it is complete. Null when
 * it does not begin as a script does.
 */
export function readScript(script: string): { boundary: string; sections: ScriptSection[]; rest: string } | null {
  const header = /^# gonogo-collector (\d+) ([0-9a-f]{32})\n/.exec(script);
  if (!header || Number(header[1]) !== scriptVersion) return null;
  const boundary = header[2]!;
  const opening = scriptParts.begin(boundary);
  if (!script.startsWith(opening)) return null;
  const section = /#@ ([a-z0-9.-]+) (root|user) (\d+)\nrun \1 \3 '((?:[^']|'\\'')*)'\n/y;
  section.lastIndex = opening.length;
  const sections: ScriptSection[] = [];
  let end = opening.length;
  for (let match = section.exec(script); match; match = section.exec(script)) {
    end = section.lastIndex;
    sections.push({
      id: match[1]!,
      as: match[2] as 'root' | 'user',
      seconds: Number(match[3]),
      command: match[4]!.replaceAll(`'\\''`, "'"),
    });
  }
  return { boundary, sections, rest: script.slice(end) };
}

/**
 * The command lines that start a channel. `user`: the sections run as the account. `root`: one sudo for all of them where
 * the account may run a shell as root. Each answers `<boundary> <ready|each>` on stdout before anything is written to it:
 * `each` means that sudo allows single commands only, and the script must name sudo itself. Nothing is sent on faith.
 */
export const channelCommand = {
  user: (boundary: string): string => `echo ${boundary} ready; exec sh -s`,
  nopasswd: (boundary: string): string =>
    `sudo -n -l sh >/dev/null 2>&1 && exec sudo -n -- sh -c ${quote(`echo ${boundary} ready; exec sh -s`)}; echo ${boundary} each; exec sh -s`,
  password: (boundary: string, prompt: string): string =>
    `exec sudo -S -k -p ${quote(prompt)} -- sh -c ${quote(`echo ${boundary} ready; exec sh -s`)}`,
};
