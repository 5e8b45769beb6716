import type { AcceptedSuite, VersionOutcome, VersionScan } from '../../shared/facts/site/tls';
import { cipherSuiteNames } from '../../shared/tls/cipher-suites';
import { suiteTraits } from '../../shared/tls/suite-traits';
import { type TlsVersion, versionOfWire, wireVersions } from '../../shared/tls/versions';
import type { HelloAnswer } from './offer-hello';

type HelloVersion = Exclude<TlsVersion, 'SSLv2'>;
export type Offer = (version: HelloVersion, suites: readonly number[]) => Promise<HelloAnswer>;

/** The size of a browser's hello. F5's old load balancers hang up on those between 256 and 511 bytes (RFC 7685). */
const batchSize = 50;

const isTls13Suite = (id: number): boolean => suiteTraits(id).keyExchange === 'TLS1.3';
const candidates = (version: HelloVersion): number[] =>
  [...cipherSuiteNames.keys()].filter((id) => isTls13Suite(id) === (version === 'TLSv1.3'));

/** All suites that the server accepts with this version: offer, take the chosen one away, offer again. */
export async function enumerateSuites(version: HelloVersion, offer: Offer): Promise<VersionScan> {
  const all = candidates(version);
  const whole = await byRemoval(version, all, offer);
  if (whole.suites.length > 0 || !mayBeTheSize(whole)) return whole;
  const batches: VersionScan[] = [];
  for (let at = 0; at < all.length; at += batchSize) {
    const batch = await byRemoval(version, all.slice(at, at + batchSize), offer);
    batches.push(batch);
    // Silent to a small hello too: it was not the size, and more waiting shows nothing new.
    if (batch.outcome === 'timeout' && batch.suites.length === 0) break;
  }
  return merge(version, batches);
}

const mayBeTheSize = ({ outcome }: VersionScan): boolean =>
  outcome === 'closed' || outcome === 'reset' || outcome === 'timeout';

function merge(version: HelloVersion, batches: readonly VersionScan[]): VersionScan {
  const suites = batches.flatMap((batch) => batch.suites);
  const worst = batches.find(({ complete }) => !complete) ?? batches.find(({ outcome }) => outcome === 'alert');
  const { outcome, detail } = worst ?? batches[0]!;
  return {
    version,
    outcome: suites.length > 0 ? 'accepted' : outcome,
    detail,
    suites,
    complete: batches.every(({ complete }) => complete),
  };
}

async function byRemoval(version: HelloVersion, ids: readonly number[], offer: Offer): Promise<VersionScan> {
  const left = new Set(ids);
  const suites: AcceptedSuite[] = [];
  const end = (outcome: VersionOutcome, detail: string | null, complete: boolean): VersionScan => ({
    version,
    outcome: suites.length > 0 ? 'accepted' : outcome,
    detail: suites.length > 0 && complete ? null : detail,
    suites,
    complete,
  });
  let hungUp = 0;
  while (left.size > 0) {
    const answer = await offer(version, [...left]);
    switch (answer.kind) {
      case 'hello':
        if (answer.version !== wireVersions[version])
          return end('other-version', versionOfWire(answer.version) ?? `0x${answer.version.toString(16)}`, true);
        if (!left.delete(answer.suite)) return end('malformed', 'the server chose a suite that was not offered', false);
        suites.push({ id: answer.suite, name: suiteTraits(answer.suite).name, dhBits: answer.dhBits });
        break;
      case 'alert':
        return end('alert', answer.alert, true);
      case 'closed':
      case 'reset':
        // Some refuse by hanging up. One lost connection is no refusal, so it is asked twice.
        hungUp += 1;
        if (hungUp === 2) return end(answer.kind, null, true);
        break;
      case 'malformed':
        return end('malformed', answer.what, false);
      case 'not-tls':
        return end('not-tls', null, false);
      case 'connect-refused':
        return end('reset', 'the port no longer accepts connections', false);
      case 'unreachable':
        return end('timeout', answer.what, false);
      case 'timeout':
      case 'cancelled':
        return end('timeout', null, false);
    }
  }
  return end('alert', null, true);
}
