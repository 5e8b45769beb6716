import { isIP } from 'node:net';
import { exposedPaths } from '../../shared/facts/site/exposed-files';
import type { Target } from '../../shared/target';
import { corsRequests } from './probes/cors';
import { debuggerPath } from './probes/debugger';
import { oddRequestsOf } from './probes/odd-requests';
import { pageRequests, usualAsset } from './probes/pages';
import { plainHttpPaths } from './probes/plain-http';
import { burstSize } from './probes/rate-limit';
import { portsOf } from './probes/reachability';
import { twinName } from './twin';

/** Everything that would be sent to the site, one line each, in the order in which it is sent. Connects to nothing. */
export function planSite({ site, ...rest }: Target, active: boolean, unknownPath = '/gonogo-check-RANDOM'): string[] {
  if (!site) return [];
  const target = { ...rest, site };
  const { origin, host, hostname } = new URL(site.url);
  const at = site.connect ? ` (connecting to ${site.connect})` : '';
  const twin = twinName(hostname);
  const known = site.connect !== undefined || site.http !== undefined;
  const passive = [
    `TLS ${host}${at}: ordinary handshakes, for the certificate`,
    `TLS ${host}${at}: ClientHellos that offer SSLv2 to TLS 1.3 with every cipher suite, until refused`,
    `TLS ${host}${at}: ClientHellos that offer named groups, signatures and extensions one by one`,
    ...plainHttpPaths.map((path) => `GET http://${site.http ?? hostname}${path}`),
    ...(twin === null ? [] : [`GET http://${twin}/${known ? '' : ', if DNS knows the name'}`]),
    `GET wherever these redirect to on ${twin === null ? hostname : `${hostname} or ${twin}`}, five hops at most`,
    ...pageRequests(site, unknownPath).map(({ path }) => `GET ${origin}${path}`),
    ...(isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || site.connect !== undefined
      ? []
      : [`DNS, by the system's resolver: CAA of ${hostname}, or of the next name above that has one`]),
    ...(target.mail
      ? [
          `DNS, by the system's resolver: TXT of ${mailNames(target.mail).join(', ')}, and of what their SPF record names`,
        ]
      : []),
    `GET ${origin} of a style sheet, script or picture that the start or login page loads, else ${usualAsset}`,
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

const mailNames = ({ domain, dkimSelector }: NonNullable<Target['mail']>): string[] => [
  domain,
  `_dmarc.${domain} or above`,
  ...(dkimSelector ? [`${dkimSelector}._domainkey.${domain}`] : []),
];

const oddity = { 'long-header': ' with a header of 16 KiB', 'bad-json': ' with broken JSON' };
