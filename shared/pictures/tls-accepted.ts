import type { FactValue } from '../fact';
import type { VersionScan } from '../facts/site/tls';
import { wasRefused } from '../facts/site/tls';
import type { tlsHandshake } from '../facts/site/tls-handshake';
import { groupName } from '../tls/named-groups';
import { suiteTraits, whyBroken } from '../tls/suite-traits';
import { isModern, type TlsVersion } from '../tls/versions';

/** What a server's TLS offers, version by version and suite by suite, each with what it is worth. */

type Handshake = FactValue<typeof tlsHandshake>;

export interface SuiteRow {
  id: number;
  name: string;
  /** `broken` must not be accepted at all; `weak` lacks forward secrecy or authenticated encryption. */
  worth: 'strong' | 'weak' | 'broken';
  /** Why it is not strong; null when it is. */
  because: string | null;
}
export interface VersionRow {
  version: TlsVersion;
  state: 'accepted' | 'refused' | 'unclear';
  /** Whether that state is as it should be: the new ones accepted, the old ones refused. */
  right: boolean;
  /** In the server's order where it has one. */
  suites: SuiteRow[];
  /** Whose order counts; null when it was not seen. */
  order: 'server' | 'client' | null;
  /** Named groups, as IANA writes them. */
  groups: string[];
  /** False: there may be more suites. */
  complete: boolean;
}

export const tlsAccepted = (versions: readonly VersionScan[], handshake?: Handshake): VersionRow[] =>
  versions.map((scan) => {
    const { version, complete } = scan;
    const state = scan.outcome === 'accepted' ? 'accepted' : wasRefused(scan) ? 'refused' : 'unclear';
    const right = state === (isModern(version) ? 'accepted' : 'refused');
    const order = handshake?.orders.find((found) => found.version === version)?.by ?? null;
    const groups = handshake?.groups.find((found) => found.version === version)?.groups.map(groupName) ?? [];
    return { version, state, right, complete, order, groups, suites: scan.suites.map(rowOf) };
  });

function rowOf({ id, dhBits }: VersionScan['suites'][number]): SuiteRow {
  const suite = { ...suiteTraits(id), dhBits };
  const { name } = suite;
  const broken = whyBroken(suite);
  if (broken) return { id, name, worth: 'broken', because: broken };
  if (!suite.forwardSecret) return { id, name, worth: 'weak', because: 'no forward secrecy' };
  if (!suite.aead) return { id, name, worth: 'weak', because: 'no authenticated encryption (CBC)' };
  return { id, name, worth: 'strong', because: null };
}
