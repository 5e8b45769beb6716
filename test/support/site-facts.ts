import type { Finding } from '../../shared/control';
import type { Fact, FactId, FactType, FactValue, Read, Reason } from '../../shared/fact';
import { certificate } from '../../shared/facts/site/certificate';
import { type AnswerSeen, type RawAnswer, reduceAnswer } from '../../shared/facts/site/http-seen';
import { type Page, pages } from '../../shared/facts/site/pages';
import { tls, type VersionScan } from '../../shared/facts/site/tls';
import { judge } from '../../shared/judge';
import { type Target, targetSchema } from '../../shared/target';
import { suiteTraits } from '../../shared/tls/suite-traits';

/** Facts of a good site, of which a test states only what differs, and the finding that they lead to. */

export const at = Date.parse('2026-11-24T12:00:00Z');
export const siteTarget = (stated: Record<string, unknown> = {}): Target =>
  targetSchema.parse({ name: 'Example Shop', site: { url: 'https://shop.example' }, ...stated });

const envelope = (id: string, host: string | null) => ({
  id,
  host,
  at: new Date(at).toISOString(),
  from: { url: 'https://shop.example', address: '203.0.113.7' },
});
/** The value is held to the fact's schema, so that no test rests on what no probe can give. */
export const factOf = <T extends FactType<FactId, unknown>>(
  type: T,
  value: FactValue<T>,
  host: string | null = null,
): Fact => ({
  ...envelope(type.id, host),
  ok: true,
  value: type.schema.parse(value),
});
export const unseenFact = (type: FactType<FactId, unknown>, reason: Reason): Fact => ({
  ...envelope(type.id, null),
  ok: false,
  reason,
});

export function judgeSite(control: string, facts: readonly Fact[], target: Target = siteTarget()): Finding {
  const found = judge(facts, { target, at }).filter((finding) => finding.control === control);
  if (found.length !== 1) throw new Error(`${found.length} findings of ${control}`);
  return found[0]!;
}
export const noteCodes = (finding: Finding): string[] => finding.notes.map(({ code }) => code);

export const goodHeaders: [string, string][] = [
  ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['Content-Security-Policy', "default-src 'self'"],
];
export const answer = (stated: Partial<RawAnswer> = {}, url = 'https://shop.example/'): AnswerSeen =>
  reduceAnswer(
    {
      status: 200,
      httpVersion: '1.1',
      headers: goodHeaders,
      body: '<title>Example Shop</title>',
      cut: false,
      ...stated,
    },
    url,
    at,
  );

type PageKind = Page['kind'];
const good: readonly [PageKind, string, number][] = [
  ['root', '/', 200],
  ['login', '/login', 200],
  ['unknown', '/gonogo-check-0123', 404],
  ['asset', '/static/app.css', 200],
  ['root-query', '/?id=%27', 200],
  ['login-query', '/login?id=%27', 200],
];
/** A good site's pages; what is stated for a kind replaces that answer, or the reason why there is none. */
export const pagesFact = (stated: { [K in PageKind]?: Partial<RawAnswer> | Reason } = {}): Fact =>
  factOf(pages, {
    pages: good.map(([kind, path, status]): Page => {
      const own = stated[kind];
      const seen: Read<AnswerSeen> =
        own && 'code' in own ? { ok: false, reason: own } : { ok: true, value: answer({ status, ...own }) };
      return { kind, path, seen } as Page;
    }),
  });

type Certificate = FactValue<typeof certificate>;
export const leaf = (stated: Partial<Certificate['chain'][number]> = {}): Certificate['chain'][number] => ({
  subject: 'CN=shop.example',
  issuer: 'CN=Example CA',
  serial: '0123',
  notBefore: '2026-11-01T00:00:00.000Z',
  notAfter: '2027-01-30T00:00:00.000Z',
  key: { type: 'ec', bits: 256, curve: 'prime256v1' },
  signature: 'ecdsa-with-SHA256',
  dnsNames: ['shop.example', 'www.shop.example'],
  addresses: [],
  isCa: false,
  selfSigned: false,
  sha256: 'a'.repeat(64),
  ...stated,
});
export const certificateFact = (stated: Partial<Certificate> = {}): Fact =>
  factOf(certificate, {
    address: '203.0.113.7',
    port: 443,
    chain: [leaf()],
    trust: 'public',
    publicResult: 'OK',
    caFileResult: null,
    hostname: 'shop.example',
    hostnameMatches: true,
    protocol: 'TLSv1.3',
    alpn: 'h2',
    ...stated,
  });

export const suite = (id: number, dhBits: number | null = null) => ({ id, name: suiteTraits(id).name, dhBits });
const refused = (version: VersionScan['version']): VersionScan => ({
  version,
  outcome: 'alert',
  detail: 'protocol_version',
  suites: [],
  complete: true,
});
/** TLS 1.2 and 1.3 with one good suite each; a version that is stated replaces its own. */
export const tlsFact = (stated: { [V in VersionScan['version']]?: Partial<VersionScan> } = {}): Fact => {
  const accepted = (version: VersionScan['version'], id: number): VersionScan => ({
    ...refused(version),
    outcome: 'accepted',
    detail: null,
    suites: [suite(id)],
  });
  const versions = [
    ...(['SSLv2', 'SSLv3', 'TLSv1.0', 'TLSv1.1'] as const).map(refused),
    accepted('TLSv1.2', 0xc02b),
    accepted('TLSv1.3', 0x1301),
  ];
  return factOf(tls, {
    versions: versions.map((version) => ({ ...version, ...stated[version.version] })),
    connections: 9,
  });
};
