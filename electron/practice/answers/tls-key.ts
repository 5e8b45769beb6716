import { type Answers, lines, says } from '../answer';
import { places } from '../state';
import { type File, statLine, systemFolder } from './file-tools';

/** As certbot leaves it: a link into archive/, with live/ and archive/ closed to others. */
const folders = [
  systemFolder('/'),
  systemFolder('/etc'),
  systemFolder('/etc/letsencrypt'),
  systemFolder('/etc/letsencrypt/live', '0700'),
  systemFolder(`/etc/letsencrypt/live/${places.name}`),
];

export const tlsKeyAnswers: Answers = {
  'tls-key.stat': ({ privateKeyMode, privateKeyFolderMode }) => {
    const key: File = {
      path: `/etc/letsencrypt/live/${places.name}/privkey.pem`,
      kind: 'regular file',
      mode: privateKeyMode,
      owner: 'root',
      group: 'root',
      bytes: 241,
      ageHours: 24,
    };
    return says(
      lines(
        ...[
          key,
          ...folders.map((folder) => (folder.mode === '0700' ? { ...folder, mode: privateKeyFolderMode } : folder)),
        ].map(statLine),
      ),
    );
  },
};
