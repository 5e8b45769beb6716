import { type Answers, lines, says } from '../answer';
import { pids } from '../processes';
import { type PracticeState, places } from '../state';

type Process = readonly [pid: number, ppid: number, hours: number, user: string, name: string];

/** Started at boot, 40 days ago, but for the app. */
function processes({ appStartedHoursAgo }: PracticeState): Process[] {
  const boot = 960;
  const [nginx, ...nginxWorkers] = pids.nginx;
  const [app, ...appWorkers] = pids.app;
  return [
    [1, 0, boot, 'root', 'systemd'],
    [2, 0, boot, 'root', 'kthreadd'],
    [14, 2, boot, 'root', 'rcu_sched'],
    [287, 1, boot, 'root', 'systemd-journal'],
    [540, 1, boot, 'root', 'cron'],
    [pids.sshd, 1, boot, 'root', 'sshd'],
    [pids.postgres, 1, boot, 'postgres', 'postgres'],
    [657, pids.postgres, boot, 'postgres', 'postgres'],
    [658, pids.postgres, boot, 'postgres', 'postgres'],
    [nginx, 1, boot, 'root', 'nginx'],
    ...nginxWorkers.map((pid): Process => [pid, nginx, boot, 'www-data', 'nginx']),
    [app, 1, appStartedHoursAgo, places.appUser, 'gunicorn'],
    ...appWorkers.map((pid): Process => [pid, app, appStartedHoursAgo, places.appUser, 'gunicorn']),
    [4410, pids.sshd, 0, 'root', 'sshd'],
    [4416, 4410, 0, places.login, 'sshd'],
    [4417, 4416, 0, places.login, 'sh'],
    [4431, 4417, 0, places.login, 'ps'],
  ];
}

const psLine = ([pid, ppid, hours, user, name]: Process): string =>
  `${String(pid).padStart(7)} ${String(ppid).padStart(7)} ${String(Math.floor(hours * 3600)).padStart(7)} ${user.padEnd(32)} ${name}`;

export const processAnswers: Answers = {
  'processes.ps': (state) => says(lines(String(Math.floor(Date.now() / 1000)), ...processes(state).map(psLine))),
};
