import { cipherSuiteNames } from './cipher-suites';

/** What a suite's registered name says of it. */
export interface SuiteTraits {
  id: number;
  /** IANA's name, or the id in hex where it has none. */
  name: string;
  keyExchange: 'ECDHE' | 'DHE' | 'RSA' | 'DH' | 'ECDH' | 'PSK' | 'SRP' | 'KRB5' | 'GOST' | 'NULL' | 'TLS1.3' | 'other';
  cipher:
    | 'AES'
    | 'CHACHA20'
    | 'CAMELLIA'
    | 'ARIA'
    | 'SEED'
    | 'IDEA'
    | '3DES'
    | 'DES'
    | 'RC2'
    | 'RC4'
    | 'NULL'
    | 'other';
  aead: boolean;
  anonymous: boolean;
  export: boolean;
  forwardSecret: boolean;
}

type KeyExchange = SuiteTraits['keyExchange'];
type Cipher = SuiteTraits['cipher'];

/** In order: the first that the name begins with counts. */
const keyExchanges: readonly (readonly [string, KeyExchange])[] = [
  ['ECDHE', 'ECDHE'],
  ['ECDH_anon', 'ECDHE'], // RFC 8422 2.3: ephemeral keys on both sides, nobody signs
  ['ECDH', 'ECDH'],
  ['DHE', 'DHE'],
  ['PSK_DHE', 'DHE'],
  ['DH_anon', 'DHE'],
  ['DH', 'DH'],
  ['CECPQ1', 'ECDHE'],
  ['RSA_PSK', 'RSA'],
  ['RSA', 'RSA'],
  ['PSK', 'PSK'],
  ['SRP', 'SRP'],
  ['KRB5', 'KRB5'],
  ['GOST', 'GOST'],
  ['NULL', 'NULL'],
];
const ciphers: readonly (readonly [string, Cipher])[] = [
  ['AES', 'AES'],
  ['CHACHA20', 'CHACHA20'],
  ['CAMELLIA', 'CAMELLIA'],
  ['ARIA', 'ARIA'],
  ['SEED', 'SEED'],
  ['IDEA', 'IDEA'],
  ['3DES', '3DES'],
  ['DES', 'DES'],
  ['RC2', 'RC2'],
  ['RC4', 'RC4'],
  ['NULL', 'NULL'],
];

const first = <T>(table: readonly (readonly [string, T])[], text: string, otherwise: T): T =>
  table.find(([prefix]) => text.startsWith(prefix))?.[1] ?? otherwise;

export function suiteTraits(id: number): SuiteTraits {
  const name = cipherSuiteNames.get(id) ?? `0x${id.toString(16).padStart(4, '0')}`;
  const [, exchange = '', algorithm = ''] = /^(?:TLS|SSL)_(.+)_WITH_(.+)$/.exec(name) ?? [];
  if (exchange === '') {
    // RFC 8446 B.4: names of 1.3 suites say the AEAD and the hash only.
    const is13 = id >> 8 === 0x13 && cipherSuiteNames.has(id);
    const cipher = is13 ? first(ciphers, name.replace(/^TLS_/, ''), 'other') : 'other';
    const keyExchange = is13 ? 'TLS1.3' : 'other';
    return { id, name, keyExchange, cipher, aead: is13, anonymous: false, export: false, forwardSecret: is13 };
  }
  const keyExchange = first(keyExchanges, exchange, 'other');
  return {
    id,
    name,
    keyExchange,
    cipher: first(ciphers, algorithm, 'other'),
    aead: /_(?:GCM|CCM|CCM_8)(?:_|$)|POLY1305/.test(algorithm),
    // SRP_SHA and PSK authenticate by the shared secret, so they are not anonymous.
    anonymous: exchange.includes('anon') || exchange === 'NULL',
    export: exchange.includes('EXPORT') || /(?:^|_)(?:40|DES40)_/.test(algorithm),
    forwardSecret: keyExchange === 'ECDHE' || keyExchange === 'DHE',
  };
}

/** Why a suite must never be accepted; null when nothing is broken about it. */
type BrokenBecause = 'NULL' | 'EXPORT' | 'anonymous' | 'RC4' | 'DES' | '3DES' | 'RC2';
function brokenBecause(suite: SuiteTraits): BrokenBecause | null {
  if (suite.cipher === 'NULL') return 'NULL';
  if (suite.export) return 'EXPORT';
  if (suite.anonymous) return 'anonymous';
  const { cipher } = suite;
  return cipher === 'RC4' || cipher === 'DES' || cipher === '3DES' || cipher === 'RC2' ? cipher : null;
}

const leastDhBits = 2048;
/** The same of a suite as a server accepts it, whose Diffie-Hellman group may be too small. In words. */
export const whyBroken = (suite: SuiteTraits & { dhBits: number | null }): string | null =>
  brokenBecause(suite) ?? (suite.dhBits !== null && suite.dhBits < leastDhBits ? `DH of ${suite.dhBits} bits` : null);
