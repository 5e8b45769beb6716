import { backups, parseBackups } from '../../../shared/facts/host/backups';
import { statFormat } from '../../../shared/facts/host/stat-line';
import { defineProbe } from '../probe';
import { textOf } from '../section-reason';
import { whyNotFind } from '../why-not-find';

/**
 * Section `backups.stat`, as root. The slash at the end follows a link to the folder.
 *
 *     find /backups/ -maxdepth 2 -exec stat -c %F/%a/%U/%G/%s/%Y/%n -- {} +
 *     directory/700/root/root/4096/1790000000//backups/
 *     regular file/600/root/root/52428800/1790000000//backups/shop-2026-01-31.sql.gpg
 */
export const backupsProbe = defineProbe({
  fact: backups,
  roles: ['backup'],
  sections: {
    stat: {
      as: 'root',
      seconds: 15,
      argv: ({ target }) => [
        'find',
        `${target.backups.directory.replace(/\/+$/, '')}/`,
        '-maxdepth',
        '2',
        '-exec',
        'stat',
        '-c',
        statFormat,
        '--',
        '{}',
        '+',
      ],
    },
  },
  read: ({ stat }, { target }) => {
    const reason = whyNotFind(stat);
    return reason ? { ok: false, reason } : parseBackups(textOf(stat.stdout), target.backups.directory);
  },
});
