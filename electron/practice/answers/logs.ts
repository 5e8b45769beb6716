import { type Answers, lines, says } from '../answer';
import { type PracticeState, places } from '../state';
import { type File, framed, statLine } from './file-tools';

const folder = `${places.directory}/logs`;

function files({ logs }: PracticeState): File[] {
  const file = (name: string, bytes: number, ageHours: number): File => ({
    path: `${folder}/${name}`,
    kind: 'regular file',
    mode: logs.mode,
    owner: places.appUser,
    group: places.appUser,
    bytes,
    ageHours,
  });
  const rotated = [file('app.log.1', 61_004, 11), file('app.log.2.gz', 8_120, 35), file('app.log.3.gz', 7_988, 59)];
  return [file('app.log', logs.bytes, 0.1), ...(logs.rotated ? rotated : [])];
}

const main = `\
# see "man logrotate" for details

# rotate log files weekly
weekly

# keep 4 weeks worth of backlogs
rotate 4

# create new (empty) log files after rotating old ones
create

# packages drop log rotation information into this directory
include /etc/logrotate.d
`;

const forNginx = `\
/var/log/nginx/*.log {
	daily
	missingok
	rotate 14
	compress
	delaycompress
	notifempty
	create 0640 www-data adm
	sharedscripts
	postrotate
		invoke-rc.d nginx rotate >/dev/null 2>&1
	endscript
}
`;

const forTheApp = `\
${folder}/*.log {
	daily
	rotate 10
	maxsize 10M
	compress
	delaycompress
	missingok
	copytruncate
}
`;

export const logAnswers: Answers = {
  'log-files.stat': (state) => says(lines(...files(state).map(statLine))),
  'log-rotation.logrotate': ({ logs }) =>
    says(
      lines('installed') +
        framed('/etc/logrotate.conf', main) +
        framed('/etc/logrotate.d/nginx', forNginx) +
        (logs.rotated ? framed('/etc/logrotate.d/shop', forTheApp) : '') +
        lines('end'),
    ),
  'log-rotation.handlers': () => says(''),
};
