import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { nginx, readNginx } from '../../../shared/facts/host/nginx';
import { factOf, judged } from '../../support/judged';
import { nginxFrames } from '../../support/nginx-frames';

const zone = 'limit_req_zone $binary_remote_addr zone=login:10m rate=5r/m;';
const limited = 'location /login { limit_req zone=login burst=10 nodelay; proxy_pass http://127.0.0.1:5000; }';
const server = (locations: string, listen = 'listen 443 ssl;'): string =>
  `server { ${listen} server_name shop.example; ${locations} }`;

const finding = (http: string, target: object = {}, word: 'master' | 'default' = 'master') => {
  const read = readNginx(nginxFrames({ files: { '/etc/nginx/nginx.conf': `http { ${http} }` }, word }));
  return judged('rate-limit.configured', [factOf(nginx, read.ok ? read.value : read.reason)], target);
};

describe('rate-limit.configured', () => {
  test('passes for a limit per client on the login location', () => {
    expect(finding(zone + server(limited))).toMatchObject({
      status: 'pass',
      code: 'limited',
      params: { perMinute: 5, burst: 10 },
    });
  });

  test.each([
    ['no limit', server('location /login { }'), 'no-limit'],
    ['a limit on another location', zone + server(`${limited} location = /login { }`), 'no-limit'],
    ['no location and no limit', server(''), 'no-limit'],
    ['an unknown zone', server(limited), 'no-zone'],
    ['a dry run', `${zone} limit_req_dry_run on; ${server(limited)}`, 'dry-run'],
    ['one bucket for all', zone.replace('$binary_remote_addr', '$server_name') + server(limited), 'shared-key'],
    ['a high rate', zone.replace('5r/m', '2r/s') + server(limited), 'too-fast'],
    ['a large burst', zone + server(limited.replace('burst=10', 'burst=21')), 'large-burst'],
    ['one address of two', zone + server(limited) + server('', 'listen [::]:443 ssl;'), 'no-limit'],
  ])('fails for %s', (_, http, code) => expect(finding(http)).toMatchObject({ status: 'fail', code }));

  test('takes the best of several limits, which are in force together', () => {
    const http = `limit_req_zone $binary_remote_addr zone=fast:1m rate=10r/s; ${zone}`;
    expect(finding(http + server(limited.replace('{', '{ limit_req zone=fast;'))).status).toBe('pass');
  });

  test.each([
    ['a key of their own', zone.replace('$binary_remote_addr', '$limit_key') + server(limited), {}, 'other-key'],
    ['a limit in the app', server(''), { rateLimit: 'app' }, 'elsewhere'],
    ['a limit in the CDN', server(''), { rateLimit: 'cdn' }, 'elsewhere'],
    ['no site', zone + server(limited), { site: undefined }, 'no-site'],
    ['nobody on that port', zone + server(limited), { site: { url: 'https://shop.example:8443' } }, 'no-server'],
    ['a rewrite', zone + server(`rewrite ^/login$ /auth last; ${limited}`), {}, 'diverted'],
    ['a return', zone + server(limited.replace('{', '{ return 301 /auth;')), {}, 'diverted'],
    ['a regular expression that is not run', zone + server(`${limited} location ~ (a+)+ { }`), {}, 'unclear'],
  ])('waits for a person for %s', (_, http, target, code) => {
    expect(finding(http, target)).toMatchObject({ status: 'manual', code });
  });

  test('waits for a person where nginx does not run with what was found', () => {
    expect(finding(zone + server(limited), {}, 'default')).toMatchObject({ status: 'manual', code: 'not-running' });
  });

  test.each<[string, Reason]>([
    ['not there', { code: 'no-tool', params: { tool: 'nginx' } }],
    ['not readable', { code: 'no-root', params: { command: 'nginx' } }],
    ['not of its syntax', { code: 'malformed', params: { what: 'x' } }],
  ])('waits for a person where nginx was %s', (_, reason) => {
    expect(judged('rate-limit.configured', [factOf(nginx, reason)])).toMatchObject({
      status: 'manual',
      code: reason.code,
    });
  });

  test('looks at the port where the site is really reached', () => {
    const site = { url: 'https://shop.example', connect: '127.0.0.1:8443' };
    expect(finding(zone + server(limited, 'listen 127.0.0.1:8443 ssl;'), { site }).status).toBe('pass');
    expect(
      finding(zone + server(limited, 'listen [::1]:8443 ssl;'), { site: { ...site, connect: '[::1]:8443' } }).status,
    ).toBe('pass');
  });
});
