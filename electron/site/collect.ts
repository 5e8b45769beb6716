import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Fact, type FactId, type FactType, type Read, sayReason, seen, unseen } from '../../shared/fact';
import { certificate } from '../../shared/facts/site/certificate';
import { cors } from '../../shared/facts/site/cors';
import { debuggerResource } from '../../shared/facts/site/debugger';
import { dns } from '../../shared/facts/site/dns';
import { exposedFiles } from '../../shared/facts/site/exposed-files';
import { oddRequests } from '../../shared/facts/site/odd-requests';
import { pages } from '../../shared/facts/site/pages';
import { plainHttp } from '../../shared/facts/site/plain-http';
import { rateLimitBurst } from '../../shared/facts/site/rate-limit';
import { reachability } from '../../shared/facts/site/reachability';
import { tls } from '../../shared/facts/site/tls';
import { tlsHandshake } from '../../shared/facts/site/tls-handshake';
import type { Target } from '../../shared/target';
import { sha256Hex } from '../sha256';
import { resolveEndpoint } from './endpoint';
import { type HttpClient, httpClient } from './http-client';
import { type Limited, limited } from './limited';
import { planSite } from './plan';
import { probeCertificate } from './probes/certificate';
import { probeCors } from './probes/cors';
import { probeDebugger } from './probes/debugger';
import { probeDns } from './probes/dns';
import { probeExposedFiles } from './probes/exposed-files';
import { probeOddRequests } from './probes/odd-requests';
import { probePages } from './probes/pages';
import { probePlainHttp } from './probes/plain-http';
import { probeRateLimit } from './probes/rate-limit';
import { probeReachability } from './probes/reachability';
import { type SiteContext, siteLimits } from './site-context';
import { scanHandshake } from './tls-handshake-scan';
import { scanTls } from './tls-scan';

export type SiteEvent = { kind: 'planned'; facts: number } | { kind: 'fact'; id: FactId; ok: boolean };

export interface SiteCollection {
  facts: Fact[];
  /** What was sent, in `planSite`'s words. Empty when the site has no address. */
  requests: string[];
  address: string | null;
  /** The CA that was trusted beside the public ones: its name and its SHA-256 in hex, not where it lies on this machine. */
  ca: { file: string; sha256: string } | null;
  durationMs: number;
  /** Set when the site could not be reached at all. */
  error: { code: 'unreachable' | 'timeout' | 'closed' | 'cancelled'; message: string } | null;
}

export interface CollectSite {
  /** With a site; files of this machine are absolute. */
  target: Target;
  /** Also odd requests, port probes and a burst. */
  active: boolean;
  version: string;
  signal: AbortSignal;
  onEvent: (event: SiteEvent) => void;
}

interface Probing {
  /** One scan, for all that rest on it. */
  scan: () => ReturnType<typeof scanTls>;
  context: SiteContext;
  https: HttpClient;
  inTurn: Limited;
  unknownPath: string;
}
interface SiteProbe {
  fact: FactType<FactId, unknown>;
  run: (probing: Probing) => Promise<Read<unknown>>;
}
const siteProbe = <V>(fact: FactType<FactId, V>, run: (probing: Probing) => Promise<Read<V>>): SiteProbe => ({
  fact,
  run,
});

/** One connection less: the certificate's handshakes go on beside it. */
const scanning = ({ signal, limits }: SiteContext) => ({
  signal,
  limits: { ...limits, connections: limits.connections - 1 },
});

function scanOnce(context: SiteContext): Probing['scan'] {
  let scan: ReturnType<typeof scanTls> | undefined;
  return () => {
    scan ??= scanTls(context.endpoint, scanning(context));
    return scan;
  };
}

/** Phases follow each other; within one everything runs at once, held to `limits.connections`. What may get us banned is last. */
const passive: readonly SiteProbe[][] = [
  [
    siteProbe(certificate, ({ context }) => probeCertificate(context)),
    siteProbe(tls, ({ scan }) => scan()),
    siteProbe(tlsHandshake, async ({ context, scan }) =>
      scanHandshake(context.endpoint, await scan(), scanning(context)),
    ),
  ],
  [
    siteProbe(pages, ({ context, https, unknownPath }) => probePages(https, context.site, unknownPath)),
    siteProbe(plainHttp, ({ context, inTurn }) => probePlainHttp(context, inTurn)),
    siteProbe(dns, ({ context }) => probeDns(context)),
    siteProbe(debuggerResource, ({ https }) => probeDebugger(https)),
    siteProbe(cors, ({ context, https }) => probeCors(https, context.site)),
    siteProbe(exposedFiles, ({ context, https }) => probeExposedFiles(https, context.target)),
  ],
];
const active: readonly SiteProbe[][] = [
  [siteProbe(reachability, ({ context }) => probeReachability(context))],
  [siteProbe(oddRequests, ({ context, https, unknownPath }) => probeOddRequests(https, context.site, unknownPath))],
  [siteProbe(rateLimitBurst, ({ context, https }) => probeRateLimit(https, context.site))],
];

/** Never throws for what the server does: each fact says itself why it could not be seen. */
export async function collectSite(request: CollectSite): Promise<SiteCollection> {
  const { target, version, signal, onEvent } = request;
  const { site } = target;
  if (!site) throw new Error('collectSite: the target names no site');
  const began = performance.now();
  const phases = request.active ? [...passive, ...active] : passive;
  onEvent({ kind: 'planned', facts: phases.flat().length });

  const ca = await readCa(site.caFile);
  const endpoint = await resolveEndpoint(site);
  const address = endpoint.ok ? endpoint.value.address : null;
  const facts: Fact[] = [];
  const record = ({ fact }: SiteProbe, read: Read<unknown>): void => {
    const envelope = { id: fact.id, host: null, at: new Date().toISOString(), from: { url: site.url, address } };
    facts.push({ ...envelope, ...read });
    onEvent({ kind: 'fact', id: fact.id, ok: read.ok });
  };
  const end = (requests: string[]): SiteCollection => ({
    facts,
    requests,
    address,
    ca: ca.ok && ca.value ? { file: ca.value.file, sha256: ca.value.sha256 } : null,
    durationMs: Math.round(performance.now() - began),
    error: whyNotReached(facts),
  });

  if (!endpoint.ok) {
    for (const probe of phases.flat()) record(probe, endpoint);
    return end([]);
  }
  const context: SiteContext = {
    target,
    site,
    endpoint: endpoint.value,
    ca: ca.ok ? seen(ca.value?.pem ?? null) : ca,
    signal,
    limits: siteLimits,
    userAgent: `gonogo/${version}`,
  };
  const inTurn = limited(siteLimits.connections);
  const https = httpClient(context, 'https', inTurn);
  const unknownPath = `/gonogo-check-${randomBytes(8).toString('hex')}`;
  const probing: Probing = { scan: scanOnce(context), context, https, inTurn, unknownPath };
  try {
    for (const phase of phases) await Promise.all(phase.map(async (probe) => record(probe, await probe.run(probing))));
  } finally {
    https.close();
  }
  return end(planSite(target, request.active, unknownPath));
}

async function readCa(path: string | undefined): Promise<Read<{ file: string; pem: string; sha256: string } | null>> {
  if (path === undefined) return seen(null);
  const file = basename(path);
  try {
    const bytes = await readFile(path);
    const pem = bytes.toString();
    return pem.includes('-----BEGIN CERTIFICATE-----')
      ? seen({ file, pem, sha256: sha256Hex(bytes) })
      : unseen('malformed', { what: `${file} holds no PEM certificate` });
  } catch {
    return unseen('no-file', { path: file });
  }
}

/** Set when neither TLS nor HTTP could be seen: the reason is that of the TLS scan. */
function whyNotReached(facts: readonly Fact[]): SiteCollection['error'] {
  const of = (type: FactType<FactId, unknown>): Fact | undefined => facts.find(({ id }) => id === type.id);
  const [scan, http] = [of(tls), of(pages)];
  if (!scan || !http || scan.ok || http.ok) return null;
  const { code } = scan.reason;
  const message = sayReason(scan.reason);
  return { code: code === 'timeout' || code === 'closed' || code === 'cancelled' ? code : 'unreachable', message };
}
