import { unseen } from '../../../shared/fact';
import { parseProcesses, processes } from '../../../shared/facts/host/processes';
import { defineProbe } from '../probe';
import { textOf, whyNot } from '../section-reason';

/**
 * Section `processes.ps`, as the login account: the host's clock, then each process.
 *
 *     1790000000
 *         1     0   86400 root                             systemd
 */
export const processesProbe = defineProbe({
  fact: processes,
  roles: ['app'],
  sections: {
    ps: { as: 'user', seconds: 5, sh: () => 'date +%s && ps -eo pid=,ppid=,etimes=,user:32=,comm=' },
  },
  read: ({ ps }) => {
    if (ps.exitCode === 127) return unseen('no-tool', { tool: 'ps' });
    const reason = whyNot(ps);
    return reason ? { ok: false, reason } : parseProcesses(textOf(ps.stdout));
  },
});
