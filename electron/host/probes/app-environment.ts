import { appOldestProcess } from '../../../shared/app-process';
import { type Read, seen, unseen } from '../../../shared/fact';
import {
  type AppEnvironment,
  appEnvironment,
  parseEnviron,
  parseUnit,
} from '../../../shared/facts/host/app-environment';
import { processes } from '../../../shared/facts/host/processes';
import { sockets } from '../../../shared/facts/host/sockets';
import { defineProbe, type Found, type ProbeContext } from '../probe';
import { textOf, whyNot } from '../section-reason';
import { noApp } from './env-file-stat';
import { mayPrintSecrets, wouldBeRecorded } from './sudo';

/**
 * Of the oldest process of what listens on the app's port, once it is known. The values stay in `context.secrets`.
 *
 *     app-environment.environ   cat -- /proc/811/environ                  (as root)
 *     app-environment.unit      systemctl show … of the service in whose control group it is, or `none`
 */
export const appEnvironmentProbe = defineProbe({
  fact: appEnvironment,
  roles: ['app'],
  phase: 'look',
  isAwaited: true,
  sections: {
    environ: {
      as: 'root',
      seconds: 5,
      argv: (context, found) => {
        const pid = mayPrintSecrets(context, found) ? appPid(context, found) : null;
        return pid === null ? null : ['cat', '--', `/proc/${pid}/environ`];
      },
      pattern: () => ['cat', '--', '^/proc/[0-9]+/environ$'],
    },
    unit: {
      as: 'user',
      seconds: 5,
      sh: (context, found) => {
        const pid = appPid(context, found);
        return pid === null ? null : showUnit(pid);
      },
    },
  },
  read: ({ environ, unit }, context): Read<AppEnvironment> => {
    const { app, found, secrets } = context;
    if (!app) return noApp;
    if (appPid(context, found) === null)
      return unseen('unreachable', { what: `which process is the app on port ${app.port}` });
    if (!mayPrintSecrets(context, found)) return unseen('refused', { what: wouldBeRecorded });
    const reason = whyNot(environ);
    if (reason) return { ok: false, reason };
    const started = parseEnviron(environ.stdout);
    const service = whyNot(unit) ? seen(null) : parseUnit(textOf(unit.stdout), app.requiredKeys);
    if (!service.ok) return service;
    secrets.started = started;
    return seen({ variables: started.size, unit: service.value });
  },
});

function appPid({ app }: ProbeContext, found: Found): number | null {
  const [listening, running] = [found.get(sockets), found.get(processes)];
  if (!app || !listening || !running) return null;
  const oldest = appOldestProcess(listening, running, app.port);
  return typeof oldest === 'string' ? null : oldest.pid;
}

const properties = ['Id', 'LoadState', 'NeedDaemonReload', 'Environment', 'EnvironmentFiles'];

/** The innermost service of its control group (cgroups(7)); without systemd there is none. */
const showUnit = (pid: number): string => `\
unit=$(sed -n 's|^.*/\\([^/]*\\.service\\)\\(/.*\\)*$|\\1|p' /proc/${pid}/cgroup | head -n 1)
if [ -z "$unit" ] || ! command -v systemctl >/dev/null; then echo none; exit; fi
systemctl show ${properties.map((name) => `-p ${name}`).join(' ')} -- "$unit"`;
