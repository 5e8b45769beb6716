import { intermediate57, intermediate60 } from '../checklist/tls-guidelines';
import { defineControl, error, fail, note, pass, withNotes } from '../control';
import type { FactValue } from '../fact';
import { certificate } from '../facts/site/certificate';
import { pages } from '../facts/site/pages';
import { type AcceptedSuite, tls, type VersionScan, versionOutcomes, wasRefused } from '../facts/site/tls';
import { tlsHandshake } from '../facts/site/tls-handshake';
import { altProtocols } from '../http/alt-svc';
import { listMembers } from '../http/header-fields';
import { asvs, nist, rfc } from '../references';
import { type SuiteTraits, suiteTraits, whyBroken } from '../tls/suite-traits';
import { isModern } from '../tls/versions';
import { keyExchangeNotes, keyExchangeNoteWords, protocolNotes, protocolNoteWords } from './tls-handshake-notes';

const common = { point: 5, scope: 'site', method: 'automatic', needs: { scan: tls } } as const;

const nginxTls = {
  file: 'nginx, in the http block',
  text: [
    'ssl_protocols TLSv1.2 TLSv1.3;',
    'ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;',
    'ssl_prefer_server_ciphers off;',
  ].join('\n'),
};
const reload = ['nginx -t', 'systemctl reload nginx'];

export const tlsProtocols = defineControl({
  ...common,
  id: 'tls.protocols',
  severity: 'blocker',
  title: 'Only TLS 1.2 and 1.3 are accepted',
  why: 'SSL 2 and 3 are broken outright, and TLS 1.0 and 1.1 rest on MD5 and SHA-1. Somebody in the middle pushes a client down to the oldest version that the server still takes.',
  expected: 'TLS 1.2 or 1.3 accepted; SSL 2, SSL 3, TLS 1.0 and 1.1 refused when really offered',
  sources: ['Checklist point 5', 'RFC 8996', intermediate60.source],
  references: [...asvs('V12.1.1'), ...nist('SC-8(1)', 'SC-13'), ...rfc(8996), ...rfc(7568)],
  fix: () => ({
    say: 'Name the two versions; the setting of the default server counts for all names on its address.',
    run: reload,
    config: nginxTls,
  }),
  wants: { handshake: tlsHandshake },
  words: {
    ...protocolNoteWords,
    modern: ({ accepted }: { accepted: string[] }) => `accepts ${accepted.join(' and ')}, and refuses what is older`,
    old: ({ old }: { old: string[] }) => `accepts ${old.join(', ')}`,
    'none-modern': () => 'accepts neither TLS 1.2 nor TLS 1.3',
    unclear: ({ version, why }: { version: string; why: string }) =>
      `whether ${version} is accepted could not be seen: ${why}`,
    'only-12': () => 'TLS 1.3 is not offered',
  },
  judge: ({ scan: { versions } }, _, { wants }) => {
    const accepted = versions.filter(({ outcome }) => outcome === 'accepted').map(({ version }) => version);
    const old = accepted.filter((version) => !isModern(version));
    if (old.length > 0) return fail('old', { old });
    const unclear = versions.find((scan) => scan.outcome !== 'accepted' && !wasRefused(scan));
    if (unclear) return error('unclear', { version: unclear.version, why: versionOutcomes[unclear.outcome] });
    if (accepted.length === 0) return fail('none-modern');
    return withNotes(pass('modern', { accepted }), [
      ...(accepted.includes('TLSv1.3') ? [] : [note('only-12')]),
      ...protocolNotes(wants.handshake),
    ]);
  },
});

/** A suite as one version accepts it. */
interface Accepted extends SuiteTraits {
  dhBits: number | null;
}
const acceptedOf = (versions: readonly VersionScan[]): Accepted[] => {
  const suites = new Map<number, AcceptedSuite>();
  for (const suite of versions.flatMap((version) => version.suites)) {
    const known = suites.get(suite.id);
    // The weakest group that any version showed counts.
    if (!known || (suite.dhBits ?? Infinity) < (known.dhBits ?? Infinity)) suites.set(suite.id, suite);
  }
  return [...suites.values()].map(({ id, dhBits }) => ({ ...suiteTraits(id), dhBits }));
};

const names = (suites: readonly SuiteTraits[]): string[] => suites.map(({ name }) => name);

export const tlsCiphers = defineControl({
  ...common,
  id: 'tls.ciphers',
  severity: 'blocker',
  title: 'No broken cipher suite is accepted',
  why: 'Export, RC4, DES and 3DES keys can be broken with rented hardware, NULL encrypts nothing, anonymous suites prove nobody, and Diffie-Hellman below 2048 bits was broken for a handful of groups that half the net shares.',
  expected:
    'no NULL, EXPORT, anonymous, RC4, RC2, DES or 3DES suite, no Diffie-Hellman group below 2048 bits, and at least one forward-secret AEAD suite',
  sources: ['Checklist point 5', 'RFC 9325, section 4', intermediate57.source, intermediate60.source],
  references: [...asvs('V12.1.2'), ...nist('SC-13', 'SC-8(1)'), ...rfc(9325, '4'), ...rfc(7465)],
  fix: () => ({
    say: 'List the suites by name instead of excluding bad ones. A Diffie-Hellman file is not needed: the list has no finite-field suite.',
    run: reload,
    config: nginxTls,
  }),
  wants: { handshake: tlsHandshake },
  words: {
    ...keyExchangeNoteWords,
    sound: ({ suites }: { suites: string[] }) =>
      `${suites.length} ${suites.length === 1 ? 'suite' : 'suites'} accepted, none broken: ${suites.join(', ')}`,
    broken: ({ broken }: { broken: string[] }) => `accepts ${broken.join(', ')}`,
    'no-forward-secret-aead': () => 'no suite that is accepted has both forward secrecy and authenticated encryption',
    incomplete: ({ version, why }: { version: string; why: string }) =>
      `the suites of ${version} could not be listed to the end: ${why}`,
    cbc: ({ suites }: { suites: number }) => `${suites} of them use CBC, which is not broken but has failed often`,
    'beyond-57': ({ suites }: { suites: string[] }) =>
      `outside the guideline ${intermediate57.name}: ${suites.join(', ')}`,
    'beyond-60': ({ suites }: { suites: string[] }) =>
      `outside the guideline ${intermediate60.name}: ${suites.join(', ')}`,
  },
  judge: ({ scan: { versions } }, _, { wants }) => {
    const accepted = acceptedOf(versions);
    const broken = accepted.flatMap((suite) => {
      const because = whyBroken(suite);
      return because ? [`${suite.name} (${because})`] : [];
    });
    if (broken.length > 0) return fail('broken', { broken });
    const cut = versions.find(({ complete }) => !complete);
    if (cut) {
      const why = cut.outcome === 'accepted' ? (cut.detail ?? 'no answer in time') : versionOutcomes[cut.outcome];
      return error('incomplete', { version: cut.version, why });
    }
    if (!accepted.some(({ forwardSecret, aead }) => forwardSecret && aead)) return fail('no-forward-secret-aead');
    const cbc = accepted.filter(({ aead, forwardSecret }) => forwardSecret && !aead);
    const beyond57 = names(accepted.filter(({ name }) => !intermediate57.suites.has(name)));
    const beyond60 = names(accepted.filter(({ name }) => !intermediate60.suites.has(name)));
    return withNotes(pass('sound', { suites: names(accepted) }), [
      ...(cbc.length > 0 ? [note('cbc', { suites: cbc.length })] : []),
      ...(beyond57.length > 0 ? [note('beyond-57', { suites: beyond57 })] : []),
      ...(beyond60.length > 0 ? [note('beyond-60', { suites: beyond60 })] : []),
      ...keyExchangeNotes(wants.handshake),
    ]);
  },
});

export const tlsForwardSecrecy = defineControl({
  ...common,
  id: 'tls.forward-secrecy',
  severity: 'major',
  title: 'Every cipher suite gives forward secrecy',
  why: 'Without it, whoever records traffic today and gets the private key in some years reads all of it.',
  expected: 'every accepted suite exchanges keys by ECDHE or DHE, or is of TLS 1.3',
  sources: ['Checklist point 5', 'RFC 9325, section 4.1'],
  references: [...asvs('V12.1.2'), ...nist('SC-8(1)', 'SC-12'), ...rfc(9325, '4.1')],
  fix: () => ({ say: 'Take the suites without ECDHE out of the list.', run: reload, config: nginxTls }),
  words: {
    all: () => 'every accepted suite gives forward secrecy',
    without: ({ suites }: { suites: string[] }) => `accepted without forward secrecy: ${suites.join(', ')}`,
    incomplete: ({ version }: { version: string }) => `the suites of ${version} could not be listed to the end`,
  },
  judge: ({ scan: { versions } }) => {
    const without = names(acceptedOf(versions).filter(({ forwardSecret }) => !forwardSecret));
    if (without.length > 0) return fail('without', { suites: without });
    const cut = versions.find(({ complete }) => !complete);
    return cut ? error('incomplete', { version: cut.version }) : pass('all');
  },
});

export const tlsHttp2 = defineControl({
  point: 5,
  scope: 'site',
  method: 'automatic',
  needs: { seen: certificate },
  wants: { pages },
  id: 'tls.http2',
  severity: 'minor',
  title: 'HTTP/2 is negotiated',
  why: 'No attacker gains by its absence; visitors on slow lines lose, and so does whoever moves to plain HTTP for speed.',
  expected: 'the server chooses h2 by ALPN',
  sources: ['Checklist point 5'],
  references: [...rfc(9113, '3.2'), ...rfc(7301)],
  fix: () => ({
    say: 'Switch it on: nginx up to 1.25.0 takes it as a word of listen, later ones as a setting of its own.',
    run: reload,
    config: { file: 'nginx, in the server block', text: 'listen 443 ssl http2;\n# from nginx 1.25.1: http2 on;' },
  }),
  words: {
    h2: () => 'h2 negotiated',
    other: ({ alpn }: { alpn: string }) => `${alpn} negotiated`,
    http3: () => 'HTTP/3 is offered as well (Alt-Svc: h3); whether it works was not tried',
    'no-http3': () => 'HTTP/3 is not offered',
  },
  judge: ({ seen: { alpn } }, _, { wants }) => {
    const notes = wants.pages.ok ? [note(offersHttp3(wants.pages.value) ? 'http3' : 'no-http3')] : [];
    return alpn === 'h2'
      ? withNotes(pass('h2'), notes)
      : withNotes(fail('other', { alpn: alpn ?? 'no protocol' }), notes);
  },
});

const offersHttp3 = ({ pages: all }: FactValue<typeof pages>): boolean =>
  all.some(({ seen }) => seen.ok && altProtocols(listMembers(seen.value.headers, 'alt-svc')).includes('h3'));
