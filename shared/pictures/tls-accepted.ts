import type { VersionScan } from '../facts/site/tls';
import { wasRefused } from '../facts/site/tls';
import { suiteTraits, whyBroken } from '../tls/suite-traits';
import { isModern, type TlsVersion } from '../tls/versions';

/** What a server's TLS offers, version by version and suite by suite, each with what it is worth. */

export interface SuiteRow {
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
  suites: SuiteRow[];
  /** False: there may be more suites. */
  complete: boolean;
}

export const tlsAccepted = (versions: readonly VersionScan[]): VersionRow[] =>
  versions.map((scan) => {
    const { version, complete } = scan;
    const state = scan.outcome === 'accepted' ? 'accepted' : wasRefused(scan) ? 'refused' : 'unclear';
    const right = state === (isModern(version) ? 'accepted' : 'refused');
    return { version, state, right, complete, suites: scan.suites.map(rowOf) };
  });

function rowOf({ id, dhBits }: VersionScan['suites'][number]): SuiteRow {
  const suite = { ...suiteTraits(id), dhBits };
  const broken = whyBroken(suite);
  if (broken) return { name: suite.name, worth: 'broken', because: broken };
  if (!suite.forwardSecret) return { name: suite.name, worth: 'weak', because: 'no forward secrecy' };
  if (!suite.aead) return { name: suite.name, worth: 'weak', because: 'no authenticated encryption (CBC)' };
  return { name: suite.name, worth: 'strong', because: null };
}
