import { userInfo } from 'node:os';
import { composeScript } from '../../shared/collector-script';
import { quoteAll } from '../../shared/shell';
import type { HostTarget, Target } from '../../shared/target';
import type { Probe, ProbeContext, RootSection } from './probe';
import { probes as allProbes } from './probes';
import { contextOf, nothingFound, planSections, probesFor, sectionId } from './sections';
import { sudoersRule } from './sudoers';

export interface PlannedCommand {
  id: string;
  /** POSIX sh. Where `^…$` stands, the run puts what it found, and nothing else than this matches. */
  command: string;
}

export interface HostPlan {
  user: PlannedCommand[];
  root: PlannedCommand[];
  /** Rules for sudoers(5) that allow exactly the root commands; empty where the target asks for no sudo. */
  sudoers: string[];
  /** What a check leaves behind on the host all the same. */
  unavoidable: string[];
}

export interface PlanOptions {
  probes?: readonly Probe[];
  /** Milliseconds since 1970: the rules end two weeks later. */
  now?: number;
}

const validDays = 14;
const later = '# known once the probes before it have answered';

/** What a check would run on a host. Connects to nothing. */
export function planHost(
  target: Target,
  host: HostTarget,
  { probes = allProbes, now = Date.now() }: PlanOptions = {},
): HostPlan {
  const context = contextOf(target, host);
  const user: PlannedCommand[] = [];
  const root: PlannedCommand[] = [];
  const rules = new Set<string>();
  const until = new Date(now + validDays * 24 * 60 * 60 * 1000);
  for (const probe of probesFor(probes, context))
    for (const [name, section] of Object.entries(probe.sections)) {
      const id = sectionId(probe, name);
      if (section.as === 'user') {
        const command = section.sh(context, nothingFound) ?? (probe.phase === 'look' ? later : null);
        if (command !== null) user.push({ id, command });
        continue;
      }
      for (const words of rootWords(section, context)) {
        root.push({ id, command: words.some((word) => word.startsWith('^')) ? words.join(' ') : quoteAll(words) });
        rules.add(sudoersRule(host.ssh.user ?? userInfo().username, words, until));
      }
    }
  const sudo = asksForSudo(host);
  return { user, root, sudoers: sudo ? [...rules] : [], unavoidable: unavoidable(host, { user, root }) };
}

/**
 * The script for one of the two shells, byte for byte but for its random boundary, which is all zeros here. What `look` probes
 * ask goes before its last two lines.
 */
export function scriptFor(
  target: Target,
  host: HostTarget,
  as: 'user' | 'root',
  probes: readonly Probe[] = allProbes,
): string {
  const context = contextOf(target, host);
  const first = probesFor(probes, context).filter(({ phase }) => phase === 'find');
  const sections = planSections(first, context, nothingFound).filter((section) => section.as === as);
  return composeScript('0'.repeat(32), sections);
}

function rootWords(section: RootSection, context: ProbeContext): (readonly string[])[] {
  const words = section.pattern?.(context) ?? section.argv(context, nothingFound);
  return words ? [words] : [];
}

const asksForSudo = ({ ssh }: HostTarget): boolean => ssh.sudo !== 'none' && ssh.user !== 'root';

function unavoidable(host: HostTarget, { user, root }: Pick<HostPlan, 'user' | 'root'>): string[] {
  const isRoot = host.ssh.user === 'root';
  const byRoot = isRoot ? [...user, ...root] : asksForSudo(host) ? root : [];
  return [
    'lines of the login in the logs of the host (auth.log or the journal, wtmp, lastlog)',
    '/run/motd.dynamic, where PAM makes the message of the day at each login (Debian does)',
    ...(asksForSudo(host) ? ["lines of sudo in the same logs, and sudo's own timestamp"] : []),
    // runuser(1) opens a PAM session, and pam_unix(8) logs its beginning and end.
    ...(byRoot.some(({ command }) => command.includes('runuser -u '))
      ? [
          'lines of PAM in the same logs, each time that root becomes another account (runuser): postgres, or who owns the repository',
        ]
      : []),
    'access times of the files that are read, where the file system keeps them',
    ...(root.some(({ command }) => command.startsWith('ufw '))
      ? ['/run/ufw.lock, which ufw makes when it is asked']
      : []),
  ];
}
