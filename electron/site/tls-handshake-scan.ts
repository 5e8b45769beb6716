import { type FactValue, type Read, seen, unseen } from '../../shared/fact';
import type { tls } from '../../shared/facts/site/tls';
import type { tlsHandshake } from '../../shared/facts/site/tls-handshake';
import { u16 } from '../../shared/tls/bytes';
import { namedGroups } from '../../shared/tls/named-groups';
import { extensionTypes, type ServerFlight } from '../../shared/tls/server-flight';
import { signatureSchemes } from '../../shared/tls/signature-schemes';
import { suiteTraits } from '../../shared/tls/suite-traits';
import { type TlsVersion, wireVersions } from '../../shared/tls/versions';
import { type AskFlight, chosenInTurn, flightAsker, flightOf } from './ask-handshake';
import type { Endpoint } from './endpoint';
import { limited } from './limited';
import type { SiteLimits } from './site-context';
import { timeLimit } from './time-limit';

type Handshake = FactValue<typeof tlsHandshake>;
type HelloVersion = Exclude<TlsVersion, 'SSLv2'>;
interface Accepted {
  version: HelloVersion;
  /** In the order in which the server chose them. */
  suites: number[];
}

/** RFC 7507. */
const fallbackScsv = 0x5600;
const deflate = 1;

/** What the handshake says beside version and suite. Offers only what the scan saw accepted. */
export async function scanHandshake(
  endpoint: Pick<Endpoint, 'address' | 'port' | 'serverName'>,
  scan: Read<FactValue<typeof tls>>,
  { signal, limits }: { signal: AbortSignal; limits: Pick<SiteLimits, 'connections' | 'handshakeMs' | 'scanMs'> },
): Promise<Read<Handshake>> {
  if (!scan.ok) return scan;
  const limit = timeLimit(signal, limits.scanMs);
  let connections = 0;
  const asking = { limits, signal: limit.signal, inTurn: limited(limits.connections) };
  const ask = flightAsker(endpoint, asking, () => {
    connections += 1;
  });
  const accepted = scan.value.versions.flatMap(({ version, suites }): Accepted[] =>
    version === 'SSLv2' || suites.length === 0 ? [] : [{ version, suites: suites.map(({ id }) => id) }],
  );
  try {
    const [orders, groups, signatures, fallback, said] = await Promise.all([
      Promise.all(accepted.map((of) => orderOf(ask, of))),
      Promise.all(accepted.map((of) => groupsOf(ask, of))),
      signaturesOf(ask, accepted),
      fallbackOf(ask, accepted),
      saidInClear(ask, accepted, endpoint.serverName !== null),
    ]);
    if (signal.aborted) return unseen('cancelled', {});
    return seen({
      orders: orders.filter((order) => order !== null),
      groups: groups.filter((found) => found !== null),
      signatures,
      fallbackScsv: fallback,
      ...said,
      connections,
    });
  } finally {
    limit.end();
  }
}

/** Offers its own choices backwards: who has an order of their own chooses the first again. */
async function orderOf(ask: AskFlight, { version, suites }: Accepted): Promise<Handshake['orders'][number] | null> {
  if (suites.length < 2) return null;
  const backwards = [...suites].reverse();
  const flight = flightOf(await ask({ version, suites: backwards }));
  if (flight?.suite === suites[0]) return { version, by: 'server' };
  return flight?.suite === backwards[0] ? { version, by: 'client' } : null;
}

/** SSLv3 has no extensions; in 1.0 and 1.1 the groups are those of 1.2. */
async function groupsOf(ask: AskFlight, { version, suites }: Accepted): Promise<Handshake['groups'][number] | null> {
  if (version !== 'TLSv1.2' && version !== 'TLSv1.3') return null;
  const withGroups = suites.filter((id) => ['ECDHE', 'TLS1.3'].includes(suiteTraits(id).keyExchange));
  if (withGroups.length === 0) return null;
  const { chosen, complete } = await chosenInTurn(
    namedGroups,
    (groups) => ask({ version, suites: withGroups, groups }),
    ({ group }) => group,
  );
  return { version, groups: chosen, complete };
}

async function signaturesOf(ask: AskFlight, accepted: readonly Accepted[]): Promise<Handshake['signatures']> {
  const suites = accepted.find(({ version }) => version === 'TLSv1.2')?.suites ?? [];
  const signed = suites.filter((id) => {
    const { forwardSecret, anonymous, name } = suiteTraits(id);
    return forwardSecret && !anonymous && !/PSK|SRP/.test(name);
  });
  if (signed.length === 0) return null;
  const { chosen, complete } = await chosenInTurn(
    signatureSchemes,
    (signatures) => ask({ version: 'TLSv1.2', suites: signed, signatures }),
    ({ signature }) => signature,
  );
  return { schemes: chosen, complete };
}

/** RFC 7507 3: a server that speaks something newer than what such a hello offers must refuse it. */
async function fallbackOf(ask: AskFlight, accepted: readonly Accepted[]): Promise<boolean | null> {
  const below = accepted.at(-2);
  if (!below) return null;
  const answer = await ask({ version: below.version, suites: [...below.suites, fallbackScsv] });
  if (answer.kind === 'flight') return false;
  return answer.kind === 'alert' && answer.alert === 'inappropriate_fallback' ? true : null;
}

type InClear = Pick<
  Handshake,
  | 'downgradeSentinel'
  | 'secureRenegotiation'
  | 'extendedMasterSecret'
  | 'sessionTickets'
  | 'heartbeat'
  | 'compression'
  | 'stapled'
  | 'withoutName'
>;

/** One hello with all that a server may say yes to, of the newest version that says it in clear. */
async function saidInClear(ask: AskFlight, accepted: readonly Accepted[], isNamed: boolean): Promise<InClear> {
  const newest = accepted.filter(({ version }) => version !== 'TLSv1.3').at(-1);
  const offer = newest && {
    ...newest,
    compression: [deflate],
    more: [
      [extensionTypes.statusRequest, [1, ...u16(0), ...u16(0)]],
      [extensionTypes.heartbeat, [1]],
      [extensionTypes.extendedMasterSecret, []],
      [extensionTypes.sessionTicket, []],
    ] as const,
  };
  const [flight, unnamed] = await Promise.all([
    offer ? ask(offer).then(flightOf) : null,
    newest && isNamed ? ask({ ...newest, named: false }) : null,
  ]);
  const has = (type: number): boolean | null => flight?.extensions.has(type) ?? null;
  const knowsExtensions = newest?.version !== 'SSLv3';
  return {
    downgradeSentinel: flight && newest?.version === 'TLSv1.2' && speaks13(accepted) ? isMarked(flight) : null,
    secureRenegotiation: has(extensionTypes.renegotiationInfo),
    extendedMasterSecret: knowsExtensions ? has(extensionTypes.extendedMasterSecret) : null,
    sessionTickets: has(extensionTypes.sessionTicket),
    heartbeat: has(extensionTypes.heartbeat),
    compression: flight && flight.compression === deflate,
    stapled: flight?.stapled ?? null,
    withoutName: unnamed && flight ? compareLeaves(flight, unnamed) : null,
  };
}

const speaks13 = (accepted: readonly Accepted[]): boolean => accepted.some(({ version }) => version === 'TLSv1.3');

/** "DOWNGRD" and 1 at the end of the random. */
function isMarked({ random, version }: ServerFlight): boolean {
  const mark = [...'DOWNGRD'].map((letter) => letter.charCodeAt(0));
  const last = version === wireVersions['TLSv1.2'] ? 1 : 0;
  return [...mark, last].every((byte, index) => random[24 + index] === byte);
}

function compareLeaves(named: ServerFlight, unnamed: Awaited<ReturnType<AskFlight>>): Handshake['withoutName'] {
  if (unnamed.kind === 'alert' || unnamed.kind === 'closed') return 'refused';
  const other = flightOf(unnamed);
  const [leaf, otherLeaf] = [named.certificates[0], other?.certificates[0]];
  if (!leaf || !otherLeaf || named.suite !== other?.suite) return null;
  return Buffer.compare(leaf, otherLeaf) === 0 ? 'same-certificate' : 'other-certificate';
}
