import { exposedPaths } from '../../shared/facts/site/exposed-files';
import type { Target } from '../../shared/target';
import { corsRequests } from './probes/cors';
import { debuggerPath } from './probes/debugger';
import { oddRequestsOf } from './probes/odd-requests';
import { pageRequests } from './probes/pages';
import { plainHttpPaths } from './probes/plain-http';
import { burstSize } from './probes/rate-limit';
import { portsOf } from './probes/reachability';

/** Everything that would be sent to the site, one line each, in the order in which it is sent. Connects to nothing. */
export function planSite({ site, ...rest }: Target, active: boolean, unknownPath = '/gonogo-check-RANDOM'): string[] {
  if (!site) return [];
  const target = { ...rest, site };
  const { origin, host, hostname } = new URL(site.url);
  const at = site.connect ? ` (connecting to ${site.connect})` : '';
  const passive = [
    `TLS ${host}${at}: ordinary handshakes, for the certificate`,
    `TLS ${host}${at}: ClientHellos that offer SSLv2 to TLS 1.3 with every cipher suite, until refused`,
    `TLS ${host}${at}: ClientHellos that offer named groups, signatures and extensions one by one`,
    ...plainHttpPaths.map((path) => `GET http://${site.http ?? hostname}${path}`),
    ...pageRequests(site, unknownPath).map(({ path }) => `GET ${origin}${path}`),
    `GET ${origin}${debuggerPath}`,
    ...corsRequests(site).map(
      ({ kind, path, origin: from }) => `${kind === 'simple' ? 'GET' : 'OPTIONS'} ${origin}${path} Origin: ${from}`,
    ),
    ...exposedPaths(target).map(({ path }) => `GET ${origin}${path}`),
  ];
  if (!active) return passive;
  const ports = portsOf(target)
    .map(([port]) => port)
    .join(' ');
  return [
    ...passive,
    ...target.hosts.map((host) => `TCP connect ${host.ssh.host ?? host.name}, unless loopback: ports ${ports}`),
    ...oddRequestsOf(site, unknownPath).map(
      ({ kind, method, path }) => `${method} ${origin}${path}${oddity[kind as keyof typeof oddity] ?? ''}`,
    ),
    `POST ${origin}${site.loginPath} with an empty form, up to ${burstSize} times, until 429 or 503`,
  ];
}

const oddity = { 'long-header': ' with a header of 16 KiB', 'bad-json': ' with broken JSON' };
