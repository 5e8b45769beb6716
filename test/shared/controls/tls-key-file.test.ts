import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { nginx, readNginx } from '../../../shared/facts/host/nginx';
import { type TlsKey, tlsKey } from '../../../shared/facts/host/tls-key';
import { factOf, judged } from '../../support/judged';
import { nginxFrames } from '../../support/nginx-frames';

type File = NonNullable<TlsKey['keys'][number]['file']>;
const path = '/etc/ssl/private/shop.key';

const finding = (
  stated: { file?: Partial<File> | null; folder?: Partial<File>; http?: string; word?: 'default'; keys?: Reason } = {},
) => {
  const http = stated.http ?? `server { listen 443 ssl; ssl_certificate_key ${path}; }`;
  const read = readNginx(
    nginxFrames({ files: { '/etc/nginx/nginx.conf': `http { ${http} }` }, word: stated.word ?? 'master' }),
  );
  const root = { owner: 'root', group: 'root' };
  const keys = {
    keys: [
      {
        path,
        file: stated.file === null ? null : { mode: 0o600, ...root, ...stated.file },
        folders: [
          { path: '/', mode: 0o755, ...root },
          { path: '/etc/ssl/private', mode: 0o710, ...root, ...stated.folder },
        ],
      },
    ],
  };
  return judged('tls.key-file-mode', [
    factOf(nginx, read.ok ? read.value : read.reason),
    factOf(tlsKey, stated.keys ?? keys),
  ]);
};

describe('tls.key-file-mode', () => {
  test.each([
    [{}, []],
    [{ file: { mode: 0o400 } }, []],
    [{ file: { mode: 0o640 } }, []],
    [{ file: { mode: 0o640, group: 'ssl-cert' } }, ['group-reads']],
    [{ file: { owner: 'acme' } }, ['other-owner']],
    [{ folder: { mode: 0o1777 } }, []],
    [{ folder: { mode: 0o775 } }, []],
  ])('passes for %j, with notes %j', (stated, notes) => {
    const { status, notes: said } = finding(stated);
    expect(status).toBe('pass');
    expect(said.map(({ code }) => code)).toEqual(notes);
  });

  test.each([
    [{ file: { mode: 0o644 } }, 'others'],
    [{ file: { mode: 0o601 } }, 'others'],
    [{ file: { mode: 0o640, group: 'www-data' } }, 'group'],
    [{ file: { mode: 0o660 } }, 'group'],
    [{ file: { owner: 'shop' } }, 'app-user'],
    [{ folder: { mode: 0o777 } }, 'folder'],
    [{ folder: { mode: 0o775, group: 'deploy' } }, 'folder'],
    [{ folder: { owner: 'shop' } }, 'folder'],
    [{ file: null }, 'absent'],
  ])('fails for %j: %s', (stated, code) => expect(finding(stated)).toMatchObject({ status: 'fail', code }));

  test.each([
    [{ http: 'server { listen 80; }' }, 'no-tls'],
    [{ http: 'server { listen 443 ssl; ssl_certificate_key $key; }' }, 'no-file'],
    [{ http: `server { listen 443 ssl; ssl_certificate_key ${path}; ssl_certificate_key engine:x:y; }` }, 'no-file'],
    [{ word: 'default' as const }, 'not-running'],
  ])('waits for a person for %j', (stated, code) => expect(finding(stated)).toMatchObject({ status: 'manual', code }));

  test('waits for a person where TLS ends elsewhere', () => {
    const none = factOf(nginx, { code: 'no-tool', params: { tool: 'nginx' } });
    expect(judged('tls.key-file-mode', [none])).toMatchObject({ status: 'manual', code: 'no-nginx' });
  });

  test('is an error where the file could not be seen, or nginx could not be read', () => {
    const denied: Reason = { code: 'no-root', params: { command: 'stat' } };
    expect(finding({ keys: denied })).toMatchObject({ status: 'error', code: 'no-root' });
    expect(finding({ http: 'server {' })).toMatchObject({ status: 'error', code: 'malformed' });
  });
});
