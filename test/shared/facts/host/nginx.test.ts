import { describe, expect, it } from 'vitest';
import { type Nginx, nginx, readNginx } from '../../../../shared/facts/host/nginx';
import { selectLocation, selectServers } from '../../../../shared/facts/host/nginx-select';
import { nginxFrames } from '../../../support/nginx-frames';

const main = '/etc/nginx/nginx.conf';
const read = (text: string, more: Partial<Parameters<typeof nginxFrames>[0]> = {}) =>
  readNginx(nginxFrames({ ...more, files: { [main]: text, ...more.files } }));
const parsed = (text: string): Nginx => {
  const result = read(text);
  if (!result.ok) throw new Error(JSON.stringify(result.reason));
  return nginx.schema.parse(result.value);
};
const limitsAt = (text: string, path: string) => {
  const [server] = parsed(`http { limit_req_zone $binary_remote_addr zone=a:1m rate=5r/m; ${text} }`).servers;
  const location = server && selectLocation(server, path);
  return typeof location === 'object'
    ? location.limits.map(({ zone }) => zone)
    : server?.limits.map(({ zone }) => zone);
};

describe('inheritance of limit_req', () => {
  it.each([
    ['from http', 'limit_req zone=a; server { location / { } }', ['a']],
    ['from server', 'server { limit_req zone=a; location / { } }', ['a']],
    ['from the location around', 'server { location / { limit_req zone=a; location /login { } } }', ['a']],
    ['not where the level has its own', 'limit_req zone=a; server { limit_req zone=b; location / { } }', ['b']],
    ['not from a neighbour', 'server { location / { } location /x { limit_req zone=a; } }', []],
    ['to no location at all', 'limit_req zone=a; server { }', ['a']],
  ])('%s', (_, text, zones) => expect(limitsAt(text, '/login')).toEqual(zones));
});

describe('zones', () => {
  const limit = (zone: string, limits = 'limit_req zone=a;') =>
    parsed(`http { ${zone} server { ${limits} } }`).servers[0]?.limits[0];
  it.each([
    ['limit_req_zone $binary_remote_addr zone=a:10m rate=5r/m;', { key: 'client', ratePerMinute: 5 }],
    ['limit_req_zone $remote_addr$request_uri zone=a:10m rate=10r/s;', { key: 'client', ratePerMinute: 600 }],
    ['limit_req_zone "${binary_remote_addr}x" zone=a:10m rate=5r/m;', { key: 'client' }],
    ['limit_req_zone $server_name zone=a:10m rate=5r/m;', { key: 'shared' }],
    ['limit_req_zone constant zone=a:10m rate=5r/m;', { key: 'shared' }],
    ['limit_req_zone "" zone=a:10m rate=5r/m;', { key: 'shared' }],
    ['limit_req_zone $limit_key zone=a:10m rate=5r/m;', { key: 'other' }],
    ['limit_req_zone $http_x_forwarded_for zone=a:10m rate=5r/m;', { key: 'other' }],
    ['limit_req_zone $binary_remote_addr zone=b:10m rate=5r/m;', { key: null, ratePerMinute: null }],
  ])('%s', (zone, expected) => expect(limit(zone)).toMatchObject(expected));

  it('reads burst and dry run, which is inherited by itself', () => {
    expect(limit('limit_req_dry_run on;', 'limit_req burst=10 zone=a delay=5;')).toMatchObject({
      burst: 10,
      dryRun: true,
    });
    expect(limit('limit_req_dry_run on;', 'limit_req zone=a; limit_req_dry_run off;')).toMatchObject({
      burst: 0,
      dryRun: false,
    });
  });
});

describe('listen', () => {
  const listens = (text: string) => parsed(`http { server { ${text} } }`).servers[0]?.listens;
  it.each([
    ['listen 443 ssl http2 default_server;', [{ address: '*', port: 443, ssl: true, http2: true, default: true }]],
    ['listen 443 ssl; http2 on;', [{ address: '*', port: 443, ssl: true, http2: true, default: false }]],
    ['listen [::]:443 ssl ipv6only=on;', [{ address: '[::]', port: 443, ssl: true, http2: false, default: false }]],
    ['listen 127.0.0.1;', [{ address: '127.0.0.1', port: 80, ssl: false, http2: false, default: false }]],
    ['listen 0.0.0.0:80;', [{ address: '*', port: 80, ssl: false, http2: false, default: false }]],
    ['listen unix:/run/nginx.sock;', []],
    ['', [{ address: '*', port: 80, ssl: false, http2: false, default: false }]],
  ])('%s', (text, expected) => expect(listens(text)).toEqual(expected));
});

describe('keys', () => {
  it('come from above only where the server has none, and are files below the configuration where relative', () => {
    const { servers } = parsed(
      'http { ssl_certificate_key all.key; server { } server { ssl_certificate_key /k/rsa.key; ssl_certificate_key /k/ec.key; } }',
    );
    expect(servers.map(({ keys }) => keys)).toEqual([['/etc/nginx/all.key'], ['/k/rsa.key', '/k/ec.key']]);
  });
  it('are only counted where they are no files', () => {
    const { servers } = parsed(
      'http { server { ssl_certificate_key $dir/a.key; ssl_certificate_key "data:-----BEGIN"; ssl_certificate_key engine:pkcs11:x; } }',
    );
    expect(servers[0]).toMatchObject({ keys: [], otherKeys: 3 });
    expect(JSON.stringify(servers)).not.toContain('BEGIN');
  });
});

describe('the server for a name', () => {
  const servers = (names: readonly string[], listen = 'listen 443 ssl;') =>
    parsed(`http { ${names.map((name) => `server { ${listen} server_name ${name}; }`).join('\n')} }`);
  const chosen = (names: readonly string[], name = 'shop.example') =>
    selectServers(servers(names), { name, port: 443 })?.map((server) => server.names[0]);

  it.each([
    [['other.example', 'shop.example'], 'shop.example'],
    [['first.example', 'other.example'], 'first.example'],
    [['*.example', '~^shop', 'shop.*'], '*.example'],
    [['~^shop', 'shop.*'], 'shop.*'],
    [['a.example', '~^SHOP\\.'], '~^SHOP\\.'],
    // nginx ignores the second as conflicting, and the first does not stand for the plain name.
    [['a.example', '*.shop.example', '.shop.example'], 'a.example'],
    [['a.example', '.shop.example', '*.shop.example'], '.shop.example'],
    [['x.example', 'SHOP.example'], 'SHOP.example'],
  ])('%j: %s', (names, expected) => expect(chosen(names)).toEqual([expected]));

  it('cannot be told where a regular expression is not evaluated', () => expect(chosen(['~(a+)+'])).toBeUndefined());
  it('is the default server where no name fits', () => {
    const config = parsed(
      'http { server { listen 443; server_name a; } server { listen 443 default_server; server_name b; } }',
    );
    expect(selectServers(config, { name: 'x', port: 443 })?.map(({ names }) => names)).toEqual([['b']]);
  });
  it('may differ from address to address', () => {
    const config = parsed(
      'http { server { listen 443; server_name shop.example; } server { listen [::]:443; server_name old.example; } }',
    );
    expect(selectServers(config, { name: 'shop.example', port: 443 })).toHaveLength(2);
  });
  it('is one of each master, and neither knows the zones of the other', () => {
    const other = 'http { server { listen 443; limit_req zone=a; } }';
    const result = read(
      'http { limit_req_zone $binary_remote_addr zone=a:1m rate=5r/m; server { listen 443; limit_req zone=a; } }',
      { files: { '/etc/other.conf': other }, more: ['master /etc/other.conf'] },
    );
    const servers = result.ok ? selectServers(result.value, { name: 'shop.example', port: 443 }) : null;
    expect(servers?.map(({ config, limits }) => [config, limits[0]?.key])).toEqual([
      [main, 'client'],
      ['/etc/other.conf', null],
    ]);
  });
  it('is nobody where nobody listens', () =>
    expect(selectServers(parsed('http {}'), { name: 'x', port: 443 })).toEqual([]));
});

describe('includes', () => {
  const site = '/etc/nginx/sites-enabled/shop';
  it('are put in their place, relative ones from the folder of the main file', () => {
    const result = read('http { include sites-enabled/*; }', {
      files: {
        [site]: 'server { listen 443 ssl; include /etc/nginx/common.conf; }',
        '/etc/nginx/common.conf': 'server_name shop.example;',
      },
      includes: { '/etc/nginx/sites-enabled/*': [site], '/etc/nginx/common.conf': ['/etc/nginx/common.conf'] },
    });
    expect(result).toMatchObject({ ok: true, value: { servers: [{ names: ['shop.example'] }] } });
  });
  it('may be empty when they are patterns, and not when they name one file', () => {
    const includes = { '/etc/nginx/conf.d/*.conf': [], '/etc/nginx/gone.conf': [] };
    expect(read('http { include conf.d/*.conf; }', { includes }).ok).toBe(true);
    expect(read('http { include gone.conf; }', { includes })).toMatchObject({
      ok: false,
      reason: { code: 'no-file', params: { path: '/etc/nginx/gone.conf' } },
    });
  });
  it('that the probe did not follow are not taken for empty', () => {
    expect(read('http { include\n conf.d/*.conf; }')).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
  it('that the account may not read are not taken for empty', () => {
    const denied = { includes: { '/etc/nginx/conf.d/*': [] }, more: ['unreadable /etc/nginx/conf.d/*'] };
    expect(read('http { include conf.d/*; }', denied)).toMatchObject({ ok: false, reason: { code: 'no-root' } });
    const file = { includes: { '/etc/nginx/a': ['/etc/nginx/a'] }, more: ['unreadable /etc/nginx/a'] };
    expect(read('http { include a; }', file)).toMatchObject({ ok: false, reason: { code: 'no-root' } });
  });
  it('that include themselves come to an end', () => {
    const loop = { includes: { [main]: [main, main, main] } };
    expect(read(`include ${main};`, loop)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
});

describe('what was not seen', () => {
  const reasonOf = (bytes: Uint8Array) => {
    const result = readNginx(bytes);
    return result.ok ? null : result.reason.code;
  };
  it('no nginx', () => expect(reasonOf(new TextEncoder().encode('end\n'))).toBe('no-tool'));
  it('a container', () => expect(reasonOf(new TextEncoder().encode('container\nend\n'))).toBe('refused'));
  it('a cut listing', () =>
    expect(reasonOf(nginxFrames({ files: { [main]: 'http {}' } }).slice(0, -4))).toBe('malformed'));
  it('too much', () => expect(reasonOf(nginxFrames({ files: { [main]: '' }, more: ['too-much'] }))).toBe('too-big'));
  it('no main file', () => expect(reasonOf(new TextEncoder().encode(`master ${main}\nend\n`))).toBe('no-file'));
  it('another syntax', () => expect(reasonOf(nginxFrames({ files: { [main]: 'http {' } }))).toBe('malformed'));
  it('a configuration that does not run is told apart', () => {
    expect(read('http {}', { word: 'default' })).toMatchObject({ ok: true, value: { running: false } });
  });
});
