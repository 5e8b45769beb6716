import { type Answers, fails, lines, rootOnly, says } from '../answer';
import type { PracticeState } from '../state';

/** What `sshd -T` of OpenSSH 9.2p1 says on Debian 12 of what can matter, in its order. */
const effective = ({ sshd }: PracticeState): string =>
  lines(
    'port 22',
    'addressfamily any',
    'listenaddress [::]:22',
    'listenaddress 0.0.0.0:22',
    'usepam yes',
    'logingracetime 120',
    'maxauthtries 6',
    'maxsessions 10',
    `permitrootlogin ${sshd.permitRootLogin}`,
    'hostbasedauthentication no',
    'pubkeyauthentication yes',
    'kerberosauthentication no',
    'gssapiauthentication no',
    `passwordauthentication ${sshd.passwordAuthentication}`,
    'kbdinteractiveauthentication no',
    'x11forwarding no',
    'strictmodes yes',
    `permitemptypasswords ${sshd.permitEmptyPasswords}`,
    'loglevel INFO',
    'authorizedkeysfile .ssh/authorized_keys .ssh/authorized_keys2',
    'hostkey /etc/ssh/ssh_host_ed25519_key',
    'acceptenv LANG',
    'acceptenv LC_*',
    'subsystem sftp /usr/lib/openssh/sftp-server',
  );

const mainFile = lines(
  'Include /etc/ssh/sshd_config.d/*.conf',
  'KbdInteractiveAuthentication no',
  'UsePAM yes',
  'X11Forwarding no',
  'PrintMotd no',
  'AcceptEnv LANG LC_*',
  'Subsystem sftp /usr/lib/openssh/sftp-server',
);

const ownFile = ({ sshd }: PracticeState): string =>
  lines(
    `PermitRootLogin ${sshd.permitRootLogin}`,
    `PasswordAuthentication ${sshd.passwordAuthentication}`,
    `PermitEmptyPasswords ${sshd.permitEmptyPasswords}`,
  );

export const sshdAnswers: Answers = {
  'sshd.effective': rootOnly(fails(1, 'sshd: no hostkeys available -- exiting.\n'), (state) => says(effective(state))),
  'sshd.files': (state) => says([mainFile, ownFile(state)].map((file) => `${file}\nMatch all\n`).join('')),
};
