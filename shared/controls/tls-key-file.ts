import { defineControl, errorFrom, fail, manual, note, pass, withNotes } from '../control';
import { nginx } from '../facts/host/nginx';
import { octal } from '../facts/host/stat-line';
import { keysInUse, type TlsKey, tlsKey } from '../facts/host/tls-key';
import { printable } from '../printable';
import { asvs, cis, nist } from '../references';

type Key = TlsKey['keys'][number];
type Folder = Key['folders'][number];

/** Debian keeps keys for several services readable by this group (/usr/share/doc/ssl-cert). */
const trustedGroups = new Set(['root', 'ssl-cert']);

export const tlsKeyFileMode = defineControl({
  id: 'tls.key-file-mode',
  point: 5,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:web',
  title: 'The private key of the certificate is closed to everyone but root',
  why: 'Whoever reads the private key can be the site: to visitors on the same network, and, where old key exchanges are on, for traffic that was recorded earlier. A hacked app must not be able to take it along.',
  expected: 'nothing for others, group read for root or ssl-cert only, and no folder on the way that others may write',
  sources: ['Checklist point 5', 'nginx documentation, Configuring HTTPS servers'],
  references: [
    ...asvs('V13.3.2'),
    ...nist('SC-12', 'AC-6'),
    ...cis('3.3'),
    {
      source: 'nginx',
      id: 'Configuring HTTPS servers',
      url: 'https://nginx.org/en/docs/http/configuring_https_servers.html',
    },
  ],
  fix: () => ({
    say: 'Make root the owner of the key file, and close it; nginx reads it as root before its workers start. If others could read it until now, get a new certificate with a new key and revoke the old one. In place of PATH-TO-KEY: the file that ssl_certificate_key names.',
    run: ['chown root:root PATH-TO-KEY', 'chmod 600 PATH-TO-KEY'],
  }),
  attest: {
    statement:
      'TLS ends elsewhere (load balancer, CDN, other web server), and only its administrators can read the private key there.',
    evidence: "the provider's page, or owner and mode of the key file where it lies",
    expiresAfterDays: 365,
  },
  wants: { config: nginx, keys: tlsKey },
  words: {
    closed: ({ keys }: { keys: number }) =>
      keys === 1 ? 'the private key is closed' : `all ${keys} private keys are closed`,
    others: ({ path, mode }: { path: string; mode: string }) =>
      `${printable(path)} has mode ${mode}: every account may read it`,
    group: ({ path, mode, group }: { path: string; mode: string; group: string }) =>
      `${printable(path)} has mode ${mode}: the group ${printable(group)} may read or write it`,
    'app-user': ({ path, owner }: { path: string; owner: string }) =>
      `${printable(path)} belongs to ${printable(owner)}, the account of the app`,
    folder: ({ path, folder, mode }: { path: string; folder: string; mode: string }) =>
      `${printable(path)} lies below ${printable(folder)} (mode ${mode}), where others than root may put another file in its place`,
    absent: ({ path }: { path: string }) =>
      `nginx names ${printable(path)}, and there is no such file: it will not start again`,
    'no-nginx': () => 'there is no nginx here; if TLS ends elsewhere, the key there is to be attested',
    'not-running': () =>
      'nginx does not run with the configuration found; if TLS ends elsewhere, the key there is to be attested',
    'no-tls': () => 'nginx speaks no TLS here; the key is to be attested where TLS ends',
    'no-file': () => 'nginx takes a key that is no file (a variable or an engine)',
    'other-owner': ({ path, owner }: { path: string; owner: string }) =>
      `${printable(path)} belongs to ${printable(owner)} and not to root`,
    'group-reads': ({ path }: { path: string }) => `members of ssl-cert may read ${printable(path)}`,
  },
  judge: (_, { target }, { wants: { config, keys } }) => {
    if (!config.ok) return config.reason.code === 'no-tool' ? manual('no-nginx') : errorFrom(config.reason);
    if (!config.value.running) return manual('not-running');
    const tls = config.value.servers.filter(({ listens }) => listens.some(({ ssl }) => ssl));
    if (tls.length === 0) return manual('no-tls');
    if (keysInUse({ servers: tls }).length === 0) return manual('no-file');
    if (!keys.ok) return errorFrom(keys.reason);
    for (const key of keys.value.keys) {
      const verdict = faultOf(key, target.app?.user);
      if (verdict) return verdict;
    }
    if (tls.some(({ otherKeys }) => otherKeys > 0)) return manual('no-file');
    return withNotes(pass('closed', { keys: keys.value.keys.length }), keys.value.keys.flatMap(remarks));
  },
});

function faultOf({ path, file, folders }: Key, appUser: string | undefined) {
  if (!file) return fail('absent', { path });
  const mode = octal(file.mode);
  if ((file.mode & 0o007) !== 0) return fail('others', { path, mode });
  const groupMay = file.mode & 0o070;
  if (groupMay !== 0 && (groupMay !== 0o040 || !trustedGroups.has(file.group))) {
    return fail('group', { path, mode, group: file.group });
  }
  if (appUser !== undefined && appUser !== 'root' && file.owner === appUser)
    return fail('app-user', { path, owner: file.owner });
  const open = folders.find((folder) => mayReplace(folder, file.owner));
  return open ? fail('folder', { path, folder: open.path, mode: octal(open.mode) }) : null;
}

/** In a folder with the sticky bit (/tmp) nobody removes the files of others. */
function mayReplace({ mode, owner, group }: Folder, keyOwner: string): boolean {
  if (owner !== 'root' && owner !== keyOwner) return true;
  if ((mode & 0o1000) !== 0) return false;
  return (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && group !== 'root');
}

const remarks = ({ path, file }: Key) => [
  ...(file && file.owner !== 'root' ? [note('other-owner', { path, owner: file.owner })] : []),
  ...(file && (file.mode & 0o040) !== 0 && file.group === 'ssl-cert' ? [note('group-reads', { path })] : []),
];

export const tlsKeyFileControls = [tlsKeyFileMode];
