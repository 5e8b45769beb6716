import { defineControl, errorFrom, fail, manual, pass } from '../control';
import { type NginxLimit, type NginxServer, nginx } from '../facts/host/nginx';
import { selectLocation, selectServers } from '../facts/host/nginx-select';
import { printable } from '../printable';
import { asvs, nist } from '../references';
import type { SiteTarget } from '../target';

/** The checklist's example allows 5 a minute and a burst of 10; beyond these a guessing program is hardly slowed. */
const mostPerMinute = 60;
const mostBurst = 20;

export const rateLimitConfigured = defineControl({
  id: 'rate-limit.configured',
  point: 15,
  severity: 'major',
  method: 'automatic/attested',
  scope: 'host:web',
  title: 'Sign-in attempts are limited per client',
  why: 'Without a limit a program tries thousands of passwords a minute, from lists that leaked elsewhere, until one of them opens an account.',
  expected: `the location that serves the login path is under limit_req, per client, at most ${mostPerMinute} a minute with a burst of at most ${mostBurst}`,
  sources: ['Checklist point 15 (5 a minute, burst 10)', 'NIST SP 800-63B, 3.2.2 (at most 100 failed attempts)'],
  references: [
    ...asvs('V6.3.1', 'V2.4.1'),
    ...nist('AC-7', 'SC-5'),
    {
      source: 'nginx',
      id: 'ngx_http_limit_req_module',
      url: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html',
    },
  ],
  fix: ({ target }) => {
    const port = target.app?.port ?? 5000;
    const path = target.site?.loginPath ?? '/login';
    return {
      say: 'The zone stands in http {}, the location in the server block of the site. Behind a proxy or CDN set real_ip_header and set_real_ip_from to its ranges first, or all clients share one bucket. Then: nginx -t && systemctl reload nginx.',
      config: {
        file: 'nginx: http {} and the server block',
        text: `limit_req_zone $binary_remote_addr zone=login:10m rate=5r/m;

location = ${nginxWord(path)} {
    limit_req zone=login burst=10 nodelay;
    limit_req_status 429;
    proxy_pass http://127.0.0.1:${port};
}`,
      },
    };
  },
  attest: {
    statement:
      'Sign-in attempts are limited per client, in the app or in front of the site; I tried, and was refused after the number that is configured.',
    evidence: 'the configuration, and the status codes of one client that tried too often',
    expiresAfterDays: 180,
  },
  wants: { config: nginx },
  words: {
    limited: ({ perMinute, burst }: { perMinute: number; burst: number }) =>
      `the login location takes ${perMinute} requests a minute from a client, with a burst of ${burst}`,
    'no-limit': ({ location }: { location: string }) =>
      `no limit_req is in force for the login path, which ${printable(location)} serves`,
    'no-zone': ({ zone }: { zone: string }) =>
      `limit_req names the zone ${printable(zone)}, which no limit_req_zone declares`,
    'dry-run': () => 'limit_req_dry_run is on: requests are counted and none is refused',
    'shared-key': ({ zone }: { zone: string }) =>
      `the zone ${printable(zone)} counts all clients together: one attacker locks everybody out`,
    'too-fast': ({ perMinute }: { perMinute: number }) =>
      `${perMinute} attempts a minute are let through, more than ${mostPerMinute}`,
    'large-burst': ({ burst }: { burst: number }) => `a burst of ${burst} is let through, more than ${mostBurst}`,
    'other-key': ({ zone }: { zone: string }) =>
      `the zone ${printable(zone)} counts by a variable of its own; whether that is one per client has to be attested`,
    elsewhere: ({ where }: { where: string }) =>
      `the target says that the ${where} limits sign-ins; that is not seen in nginx`,
    'no-site': () => 'the target names no site, so the server block and the login path are not known',
    'not-running': () => 'nginx does not run with the configuration that was found',
    'no-server': ({ port }: { port: number }) =>
      `no server block listens on port ${port}; where the site is answered instead has to be attested`,
    unclear: () => 'which server or location answers depends on a regular expression that is not evaluated here',
    diverted: ({ location }: { location: string }) =>
      `${printable(location)} sends requests on by rewrite or return, so the limit may not be where sign-ins arrive`,
  },
  judge: (_, { target }, { wants: { config } }) => {
    if (target.rateLimit !== 'nginx') return manual('elsewhere', { where: target.rateLimit === 'cdn' ? 'CDN' : 'app' });
    if (!config.ok) return errorFrom(config.reason);
    if (!target.site) return manual('no-site');
    if (!config.value.running) return manual('not-running');
    const { site } = target;
    const at = { name: new URL(site.url).hostname, port: portOf(site) };
    const servers = selectServers(config.value, at);
    if (servers === null) return manual('unclear');
    const verdicts = servers.map((server) => judgeServer(server, site.loginPath));
    return (
      verdicts.find(({ status }) => status === 'fail') ??
      verdicts.find(({ status }) => status === 'manual') ??
      verdicts[0] ??
      manual('no-server', { port: at.port })
    );
  },
});

function judgeServer(server: NginxServer, loginPath: string) {
  const location = selectLocation(server, loginPath);
  if (location === 'unclear') return manual('unclear');
  const here = location === 'none' ? server : location;
  const said =
    location === 'none'
      ? 'the server block itself'
      : `location ${location.modifier} ${location.path}`.replace('  ', ' ');
  if (server.diverts || here.diverts) return manual('diverted', { location: said });
  // All limits are in force together, so one that is good enough is enough.
  const verdicts = here.limits.map(judgeLimit);
  return (
    verdicts.find(({ status }) => status === 'pass') ??
    verdicts.find(({ status }) => status === 'manual') ??
    verdicts[0] ??
    fail('no-limit', { location: said })
  );
}

function judgeLimit({ zone, key, ratePerMinute, burst, dryRun }: NginxLimit) {
  if (key === null || ratePerMinute === null) return fail('no-zone', { zone });
  if (dryRun) return fail('dry-run');
  if (key === 'shared') return fail('shared-key', { zone });
  if (ratePerMinute > mostPerMinute) return fail('too-fast', { perMinute: ratePerMinute });
  if (burst > mostBurst) return fail('large-burst', { burst });
  return key === 'client' ? pass('limited', { perMinute: ratePerMinute, burst }) : manual('other-key', { zone });
}

/** Where the web server itself listens: the port that is connected to, else that of the address. */
function portOf({ url, connect }: SiteTarget): number {
  const connectPort = /^(?:\[[^\]]+\]|[^:]+):(\d+)$/.exec(connect ?? '')?.[1];
  return Number(connectPort ?? (new URL(url).port || 443));
}

/** A path as one word of nginx's configuration. */
const nginxWord = (path: string): string =>
  /^[A-Za-z0-9/_.~%@+-]+$/.test(path) ? path : `"${path.replaceAll(/["\\]/g, '\\$&')}"`;

export const rateLimitConfiguredControls = [rateLimitConfigured];
