import { randomBytes } from 'node:crypto';
import { type FactValue, type Read, seen, unseen } from '../../shared/fact';
import type { tls, VersionScan } from '../../shared/facts/site/tls';
import { clientHello } from '../../shared/tls/client-hello';
import { readServerReply, type ServerReply } from '../../shared/tls/server-reply';
import { isSsl2ServerHello, ssl2ClientHello } from '../../shared/tls/ssl2-hello';
import { tlsVersions } from '../../shared/tls/versions';
import type { Endpoint } from './endpoint';
import { enumerateSuites, type Offer } from './enumerate-suites';
import { limited } from './limited';
import { type HelloAnswer, offerHello } from './offer-hello';
import type { SiteLimits } from './site-context';
import { timeLimit } from './time-limit';

type Tls = FactValue<typeof tls>;
type ScanLimits = Pick<SiteLimits, 'connections' | 'handshakeMs' | 'scanMs'>;

/** Offers every version from SSLv2 to TLS 1.3, and of each every suite that IANA names, until the server takes no more. */
export async function scanTls(
  endpoint: Pick<Endpoint, 'address' | 'port' | 'serverName'>,
  { signal, limits }: { signal: AbortSignal; limits: ScanLimits },
): Promise<Read<Tls>> {
  if (signal.aborted) return unseen('cancelled', {});
  const limit = timeLimit(signal, limits.scanMs);
  const inTurn = limited(limits.connections);
  let connections = 0;
  const answers: HelloAnswer[] = [];
  const ask = (hello: Uint8Array, read: (bytes: Uint8Array) => ServerReply = readServerReply): Promise<HelloAnswer> =>
    inTurn(() => {
      connections += 1;
      return offerHello(endpoint, hello, { timeoutMs: limits.handshakeMs, signal: limit.signal, read });
    });
  const offer: Offer = async (version, suites) => {
    const hello = clientHello({ version, suites, serverName: endpoint.serverName, random: randomBytes(32) });
    const answer = await ask(hello);
    answers.push(answer);
    return answer;
  };
  try {
    const versions = await Promise.all(
      tlsVersions.map((version) => (version === 'SSLv2' ? scanSsl2(ask) : enumerateSuites(version, offer))),
    );
    if (signal.aborted) return unseen('cancelled', {});
    return versions.some(({ outcome }) => outcome === 'accepted')
      ? seen({ versions, connections })
      : whyNothing(endpoint, answers, limits);
  } finally {
    limit.end();
  }
}

async function scanSsl2(ask: (hello: Uint8Array, read: (bytes: Uint8Array) => ServerReply) => Promise<HelloAnswer>) {
  const read = (bytes: Uint8Array): ServerReply => {
    const isHello = isSsl2ServerHello(bytes);
    if (isHello === null) return { kind: 'more', need: bytes.length + 1 };
    return isHello ? { kind: 'hello', version: 2, suite: 0, dhBits: null } : { kind: 'not-tls' };
  };
  const { kind } = await ask(ssl2ClientHello(randomBytes(16)), read);
  const scan = (outcome: VersionScan['outcome']): VersionScan => ({
    version: 'SSLv2',
    outcome,
    detail: null,
    suites: [],
    complete: true,
  });
  if (kind === 'hello') return scan('accepted');
  // Whatever a server says in another language (a TLS alert, an HTTP error), it did not speak SSLv2.
  if (kind === 'not-tls' || kind === 'malformed' || kind === 'alert') return scan('other-version');
  return scan(kind === 'closed' || kind === 'reset' ? kind : 'timeout');
}

/** Nothing was accepted: say what stands in the way, the plainest cause first. */
function whyNothing({ address, port }: { address: string; port: number }, answers: HelloAnswer[], limits: ScanLimits) {
  const where = `port ${port} of ${address}`;
  const found = <K extends HelloAnswer['kind']>(kind: K): Extract<HelloAnswer, { kind: K }> | undefined =>
    answers.find((answer): answer is Extract<HelloAnswer, { kind: K }> => answer.kind === kind);
  if (found('connect-refused')) return unseen('refused', { what: `${where} accepts no connection` });
  const lost = found('unreachable');
  if (lost) return unseen('unreachable', { what: `${where}: ${lost.what}` });
  const alert = found('alert');
  if (alert) return unseen('refused', { what: `${where} refuses every TLS version (${alert.alert})` });
  if (found('not-tls')) return unseen('malformed', { what: `${where} does not speak TLS` });
  const broken = found('malformed');
  if (broken) return unseen('malformed', { what: `the TLS answer of ${where}: ${broken.what}` });
  if (found('hello')) return unseen('malformed', { what: `${where} chooses what was not offered` });
  if (found('closed') || found('reset')) return unseen('closed', { what: `${where} hangs up on every TLS hello` });
  return unseen('timeout', { seconds: limits.handshakeMs / 1000 });
}
