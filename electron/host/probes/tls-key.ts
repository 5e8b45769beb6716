import { unseen } from '../../../shared/fact';
import { nginx } from '../../../shared/facts/host/nginx';
import { statFormat } from '../../../shared/facts/host/stat-line';
import { foldersOf, keysInUse, parseTlsKeys, tlsKey } from '../../../shared/facts/host/tls-key';
import { defineProbe } from '../probe';
import { textOf } from '../section-reason';
import { whyNotFind } from '../why-not-find';

/**
 * Section `tls-key.stat`, as root, after `nginx`: each private key that it names, and the folders on the way, links
 * followed. Nothing is read of the keys.
 *
 *     stat -L -c %F/%a/%U/%G/%s/%Y/%n -- /etc/ssl/private/shop.key / /etc /etc/ssl /etc/ssl/private
 *     regular file/640/root/ssl-cert/1704/1790000000//etc/ssl/private/shop.key
 *     directory/755/root/root/4096/1790000000//
 */
export const tlsKeyProbe = defineProbe({
  fact: tlsKey,
  roles: ['web'],
  phase: 'look',
  sections: {
    stat: {
      as: 'root',
      seconds: 5,
      argv: (_, found) => {
        const keys = keysInUse(found.get(nginx) ?? { servers: [] });
        return keys.length > 0 ? [...command, ...keys, ...new Set(keys.flatMap(foldersOf))] : null;
      },
      pattern: () => [...command, '^/[^ ]*( /[^ ]*)*$'],
    },
  },
  read: ({ stat }, { found }) => {
    const config = found.get(nginx);
    if (!config) return unseen('not-collected', { fact: nginx.id });
    const keys = keysInUse(config);
    if (keys.length === 0) return { ok: true, value: { keys: [] } };
    const reason = whyNotFind(stat);
    return reason ? { ok: false, reason } : parseTlsKeys(textOf(stat.stdout), keys);
  },
});

const command = ['stat', '-L', '-c', statFormat, '--'];
