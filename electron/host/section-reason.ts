import { type Reason, unseen } from '../../shared/fact';
import type { SectionOutput } from './probe';
import { limits } from './run-sections';

const deniedWords =
  /permission denied|operation not permitted|must be root|need to be root|are you root|a password is required|not allowed to execute|no hostkeys available/i;

/**
 * Why a section's output cannot be used, or null when it can. `tolerate` lists exit codes that are answers, not failures
 * (grep's 1). Codes: 124 is timeout(1)'s, 126 and 127 the shell's (POSIX XCU 2.8.2).
 */
export function whyNot(section: SectionOutput, tolerate: readonly number[] = []): Reason | null {
  const tool = section.command.replace(/^sudo -n -- /, '').split(' ')[0] ?? section.command;
  const { reason } = ((): { reason: Reason } | { reason: null } => {
    if (section.broken === 'not-asked') return unseen('not-collected', { fact: section.id });
    if (section.broken === 'too-big') {
      const isCut = section.stdout.length + section.stderr.length > 0;
      return unseen('too-big', { limitBytes: isCut ? limits.stdout : limits.waiting });
    }
    if (section.broken === 'timeout' || section.exitCode === 124)
      return unseen('timeout', { seconds: section.seconds });
    if (section.broken === 'no-root') return unseen('no-root', { command: tool });
    if (section.broken === 'cancelled') return unseen('cancelled', {});
    if (section.broken === 'malformed') return unseen('malformed', { what: `the frame around ${section.id}` });
    if (section.broken === 'closed' || section.exitCode === null)
      return unseen('closed', { what: `during ${section.id}` });
    if (section.exitCode === 0 || tolerate.includes(section.exitCode)) return { reason: null };
    const stderr = section.stderr.toString('latin1');
    if (section.exitCode === 127) return unseen('no-tool', { tool });
    if (deniedWords.test(stderr)) return unseen('no-root', { command: tool });
    if (/no such file or directory/i.test(stderr)) return unseen('no-file', { path: tool });
    return unseen('command-failed', { command: tool, exitCode: section.exitCode });
  })();
  return reason;
}

/** UTF-8, with whatever is not replaced: the server is hostile until parsed. */
export const textOf = (bytes: Buffer): string => new TextDecoder('utf-8').decode(bytes);
