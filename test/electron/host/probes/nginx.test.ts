import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nginxProbe } from '../../../../electron/host/probes/nginx';
import { type Nginx, readNginx } from '../../../../shared/facts/host/nginx';
import { selectLocation, selectServers } from '../../../../shared/facts/host/nginx-select';
import { describeWith } from '../../../support/needs';
import { freePort, type RunningNginx, startNginx } from '../../../support/nginx';

const section = nginxProbe.sections.config;
if (section?.as !== 'user') throw new Error('nginx.config runs as the login account');
const script = section.sh({} as never, {} as never) ?? '';

/** What the probe prints, with this test's own master only: other tests may run nginx at the same time. */
function collect(shell: readonly string[], directory: string): Uint8Array {
  const [program = '', ...args] = shell;
  const { stdout } = spawnSync(program, [...args, '-c', script], {
    encoding: 'latin1',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  const others = new RegExp(`^(master|default) (?!${directory}/).*\n|^container\n`, 'gm');
  return Buffer.from(stdout.replace(others, ''), 'latin1');
}

/** Each location answers its own name (without what nginx would take for a variable). */
const label = (modifier: string, path: string): string => `${modifier} ${path}`.trim().replace(/[$\\]/g, '');
const location = (modifier: string, path: string, inner = ''): string =>
  `location ${modifier} "${path}" { ${inner} return 200 "${label(modifier, path)}"; }`;
const locations = [
  location('=', '/exact'),
  location('', '/exact'),
  location('', '/'),
  location('^~', '/static/'),
  location('~', '\\.php$'),
  location('~*', '^/Login'),
  location('~', '^/user/[0-9]{1,3}$'),
  location('', '/login'),
  location(
    '',
    '/outer/',
    [location('', '/outer/inner/'), location('~', '\\.txt$'), location('^~', '/outer/plain/')].join(' '),
  ),
  location('^~', '/held/', location('~', 'held.*\\.txt$')),
  location('~', '^/deep/', location('~', '\\.png$')),
  location('', '/with space'),
  location('', '/hidden/', 'internal;'),
  'location =/glued { return 200 "= /glued"; }',
  'location /proxied/ { proxy_pass http://127.0.0.1:9/; }',
  'location @named { return 200 named; }',
  'add_header X-Trap "a; b { c } # d" always;',
  'include html/conf/*.none;',
].join('\n');
const paths = [
  '/',
  '/other',
  '/exact',
  '/exact/',
  '/exactly',
  '/static/',
  '/static/a.php',
  '/staticx',
  '/a.php',
  '/login',
  '/LOGIN/x',
  '/login.php',
  '/user/42',
  '/user/4242',
  '/outer/',
  '/outer/x',
  '/outer/inner/x',
  '/outer/inner/x.php',
  '/outer/a.txt',
  '/outer/a.php',
  '/outer/plain/a.txt',
  '/outer/plain/a.php',
  '/held/a.txt',
  '/held/a.php',
  '/held/x',
  '/deep/x',
  '/deep/x.png',
  '/deep/x.php',
  '/glued',
  '/with%20space',
  '//login',
  '/%6cogin',
  '/login?next=/a.php',
  '/proxied',
  '/a.txt',
];

const serverNames = [
  'first.example',
  'shop.example',
  '*.shop.example',
  'www.shop.*',
  '~^[a-z]+[0-9]\\.',
  '.both.example',
];
const virtualServers = (port: number): string =>
  serverNames
    .map((name, index) => `server { listen 127.0.0.1:${port}; server_name ${name}; return 200 "server ${index}"; }`)
    .join('\n');

describeWith(['nginx', 'dash', 'busybox'], 'against nginx', () => {
  let namesPort: number;
  let server: RunningNginx;
  let config: Nginx;
  beforeAll(async () => {
    namesPort = await freePort();
    server = await startNginx({
      top: `${virtualServers(namesPort)} limit_req_zone $binary_remote_addr zone=login:1m rate=5r/m; include 'html/conf/top*.conf';`,
      http: locations,
      https: 'include html/conf/login.inc;',
      files: {
        'conf/top-a.conf': 'limit_req_zone $server_name zone=all:1m rate=10r/s; include html/conf/nested.inc;\n',
        'conf/nested.inc': '# include html/conf/not-this.inc;\nlimit_req_status 429;\n',
        'conf/login.inc': 'location /login { limit_req zone=login burst=10 nodelay; }\n# file 3 /x\n',
      },
    });
    const read = readNginx(collect(['dash'], server.directory));
    if (!read.ok) throw new Error(JSON.stringify(read.reason));
    config = read.value;
  });
  afterAll(() => server.stop());

  it('finds the file that the running master was started with', () => {
    expect(config).toMatchObject({ running: true, files: [`${server.directory}/nginx.conf`] });
    expect(config.servers).toHaveLength(2 + serverNames.length);
  });
  it('says the same in busybox', () => {
    expect(readNginx(collect(['busybox', 'sh'], server.directory))).toEqual({ ok: true, value: config });
  });
  it('follows includes, whatever their files say', () => {
    const [login] = selectServers(config, { name: 'shop.example', port: server.httpsPort }) ?? [];
    expect(login && selectLocation(login, '/login')).toMatchObject({
      path: '/login',
      limits: [{ zone: 'login', key: 'client', ratePerMinute: 5, burst: 10, dryRun: false }],
    });
    expect(login?.listens).toEqual([
      { address: '127.0.0.1', port: server.httpsPort, ssl: true, http2: true, default: false },
    ]);
    expect(login?.keys).toEqual([`${server.directory}/pki/leaf.key`]);
  });
  it.each([
    'shop.example',
    'SHOP.example',
    'x.shop.example',
    'www.shop.test',
    'www.shop.example',
    'abc1.test',
    'both.example',
    'a.both.example',
    'none.test',
  ])('chooses the server as nginx does for %s', async (name) => {
    const [chosen] = selectServers(config, { name, port: namesPort }) ?? [];
    const { body } = await ask(namesPort, '/', name);
    expect(`server ${serverNames.indexOf(chosen?.names[0] ?? '')}`).toBe(body);
  });
  it.each(paths)('chooses as nginx does for %s', async (path) => {
    const [plain] = selectServers(config, { name: 'shop.example', port: server.httpPort }) ?? [];
    const chosen = plain && selectLocation(plain, path);
    const answer = await ask(server.httpPort, path);
    if (typeof chosen !== 'object') throw new Error(`${path}: ${chosen}`);
    if (answer.status === 301) expect(chosen.path).toBe(`${path}/`);
    else expect(label(chosen.modifier, chosen.path)).toBe(answer.body);
  });
});

describeWith(['nginx', 'root', 'setpriv', 'dash'], 'for an account that may not read everything', () => {
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'dash'];
  it('says so, and takes nothing for empty', async () => {
    const server = await startNginx({
      top: 'include html/conf/*.conf; include html/none/*.conf;',
      files: { 'conf/a.conf': '' },
    });
    const seenAs = () => readNginx(collect(nobody, server.directory));
    try {
      expect(seenAs()).toMatchObject({ ok: false, reason: { code: 'no-root' } });
      chmodSync(server.directory, 0o755);
      expect(seenAs()).toMatchObject({ ok: true, value: { running: true } });
      chmodSync(`${server.directory}/html/conf`, 0o700);
      expect(seenAs()).toMatchObject({ ok: false, reason: { code: 'no-root' } });
      chmodSync(`${server.directory}/html`, 0o700);
      expect(seenAs()).toMatchObject({ ok: false, reason: { code: 'no-root' } });
    } finally {
      await server.stop();
    }
  });
});

describe('the section', () => {
  it('never asks nginx itself, which would write', () => expect(script).not.toMatch(/nginx -[tTV]/));
});

const ask = (port: number, path: string, host = 'shop.example'): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });
