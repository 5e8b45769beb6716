import { seen } from '../../../shared/fact';
import { parseSudoList, sudo } from '../../../shared/facts/host/sudo';
import { defineProbe, type Found, type ProbeContext } from '../probe';
import { textOf, whyNot } from '../section-reason';

/**
 * Before anything secret is read as root: does sudo record what its commands print? As the account where sudo asks it for no
 * password, else as root about the account.
 *
 *     sudo.list    sudo -n -l
 *     sudo.of      sudo -n -l -U deploy
 */
export const sudoProbe = defineProbe({
  fact: sudo,
  roles: ['app'],
  sections: {
    list: { as: 'user', seconds: 10, sh: ({ host }) => (host.ssh.sudo === 'nopasswd' ? 'sudo -n -l' : null) },
    of: {
      as: 'root',
      seconds: 10,
      argv: ({ host: { ssh } }) =>
        ssh.sudo === 'password' ? ['sudo', '-n', '-l', ...(ssh.user ? ['-U', ssh.user] : [])] : null,
    },
  },
  read: ({ list, of }, { host }) => {
    if (host.ssh.sudo === 'none') return seen({ logsOutput: false });
    const section = host.ssh.sudo === 'nopasswd' ? list : of;
    const reason = whyNot(section);
    return reason ? { ok: false, reason } : seen(parseSudoList(textOf(section.stdout)));
  },
});

/** A login as root itself passes no sudo. */
const needsSudo = ({ host }: Pick<ProbeContext, 'host'>): boolean =>
  host.ssh.sudo !== 'none' && host.ssh.user !== 'root';

/** May root's commands print secret values here? Only where it was seen that nobody keeps them. */
export const mayPrintSecrets = (context: Pick<ProbeContext, 'host'>, found: Found): boolean =>
  !needsSudo(context) || found.get(sudo)?.logsOutput === false;

export const wouldBeRecorded =
  'sudo records what its commands print (log_output in sudoers), or would not say whether it does: the values would stay on the disk of the host';
