import { type Answers, fails, lines, rootOnly, says } from '../answer';
import { type PracticeState, places } from '../state';

/** sudo 1.9.13 as on Debian 12, where the account may run anything without a password. */
const sudoList = lines(
  `Matching Defaults entries for ${places.login} on practice:`,
  '    env_reset, mail_badpass,',
  '    secure_path=/usr/local/sbin\\:/usr/local/bin\\:/usr/sbin\\:/usr/bin\\:/sbin\\:/bin, use_pty',
  '',
  `User ${places.login} may run the following commands on practice:`,
  '    (ALL) NOPASSWD: ALL',
);

/** What systemd 252 starts a service with, beside what its unit sets. */
const started = ({ unit }: PracticeState): string =>
  Object.entries({
    LANG: 'C.UTF-8',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin',
    HOME: places.directory,
    LOGNAME: places.appUser,
    USER: places.appUser,
    INVOCATION_ID: '4c1de7a09b3f4e58a5d2c1b0987f6e54',
    JOURNAL_STREAM: '8:21873',
    SYSTEMD_EXEC_PID: '811',
    ...unit.environment,
  })
    .map(([key, value]) => `${key}=${value}\0`)
    .join('');

export const serviceAnswers: Answers = {
  'sudo.list': ({ sudo }) => (sudo === 'password' ? fails(1, 'sudo: a password is required\n') : says(sudoList)),
  'app-environment.environ': rootOnly(fails(1, 'cat: /proc/811/environ: Permission denied\n'), (state) =>
    says(started(state)),
  ),
  'app-environment.unit': ({ unit }) =>
    says(
      lines(
        `Environment=${Object.entries(unit.environment)
          .map(([key, value]) => `${key}=${value}`)
          .join(' ')}`,
        'Id=shop.service',
        'LoadState=loaded',
        'NeedDaemonReload=no',
      ),
    ),
};
