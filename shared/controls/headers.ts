import { intermediate60 } from '../checklist/tls-guidelines';
import { type Control, defineControl, fail, note, pass, withNotes } from '../control';
import { pages } from '../facts/site/pages';
import {
  type CspPolicy,
  looseFrameAncestors,
  looseScripts,
  openDirectives,
  parseCsp,
  wildcardHosts,
} from '../http/csp';
import { type FrameOptions, parseFrameOptions } from '../http/frame-options';
import { fieldValues, type HeaderFields, listMembers } from '../http/header-fields';
import { parseHsts } from '../http/hsts';
import { asvs, mdn, nist, rfc } from '../references';
import { type JudgedPages, judgedPages } from './header-pages';

const common = { point: 16, scope: 'site', method: 'automatic', needs: { seen: pages } } as const;
const reload = ['nginx -t', 'systemctl reload nginx'];
const addHeader = (line: string) => ({
  say: 'Send it from one place, nginx or Flask-Talisman. In nginx mind that an add_header in a location drops all those above it, and that without "always" error pages go without.',
  run: reload,
  config: { file: 'nginx, in the server block', text: `add_header ${line} always;` },
});

/** Remarks that every header control makes. */
const noteWords = {
  'error-page': () => 'missing on the error page',
  asset: ({ path }: { path: string }) => `missing on ${path}, which seems to be served from another place`,
  'no-login': () => 'the login path answers 404: set site.loginPath to the page where people sign in',
};
const commonNotes = ({ errorPage, hasLogin }: JudgedPages, missing: (headers: HeaderFields) => boolean) => [
  ...(errorPage && missing(errorPage.headers) ? [note('error-page')] : []),
  ...(hasLogin ? [] : [note('no-login')]),
];

/** For the headers that browsers heed on whatever they load. */
const assetNote = ({ asset }: JudgedPages, missing: (headers: HeaderFields) => boolean) =>
  asset && missing(asset.answer.headers) ? [note('asset', { path: asset.path })] : [];

const year = 31_536_000;

export const headersHsts = defineControl({
  ...common,
  id: 'headers.hsts',
  severity: 'blocker',
  title: 'Browsers are told to use HTTPS only',
  why: 'Without Strict-Transport-Security the first click on an http link is in clear, and who sits between answers it in place of the redirect.',
  expected:
    'Strict-Transport-Security with max-age of at least 31536000 and includeSubDomains, on the start and the login page',
  sources: ['Checklist point 16', 'hstspreload.org', intermediate60.source],
  references: [
    ...asvs('V3.4.1'),
    ...nist('SC-8', 'SC-23'),
    ...rfc(6797, '6.1'),
    ...mdn('Headers/Strict-Transport-Security'),
  ],
  fix: () => addHeader('Strict-Transport-Security "max-age=63072000; includeSubDomains"'),
  words: {
    ...noteWords,
    on: ({ maxAge }: { maxAge: number }) => `max-age ${maxAge} with includeSubDomains`,
    absent: ({ page }: { page: string }) => `${page} sends no Strict-Transport-Security`,
    invalid: ({ page }: { page: string }) => `${page} sends one that is not valid by RFC 6797, so browsers ignore it`,
    short: ({ page, maxAge }: { page: string; maxAge: number }) => `${page}: max-age is ${maxAge}`,
    'without-subdomains': ({ page }: { page: string }) => `${page}: includeSubDomains is missing`,
    twice: ({ page }: { page: string }) => `${page} sends it more than once; browsers take the first`,
    differs: ({ ages }: { ages: string[] }) => `max-age is not the same everywhere: ${ages.join(', ')}`,
    'below-guideline': ({ most }: { most: number }) =>
      `enough for the checklist and the preload list; the TLS guideline ${intermediate60.name} asks for ${most}`,
  },
  judge: ({ seen }) => {
    const found = judgedPages(seen);
    if ('unseen' in found) return found;
    const ages = new Map<string, number>();
    const twice: string[] = [];
    for (const { page, answer } of found.judged) {
      // RFC 6797 8.1: of several fields the first counts.
      const [first, ...more] = fieldValues(answer.headers, 'strict-transport-security');
      if (first === undefined) return fail('absent', { page });
      const hsts = parseHsts(first);
      if (!hsts) return fail('invalid', { page });
      if (hsts.maxAge < year) return fail('short', { page, maxAge: hsts.maxAge });
      if (!hsts.includeSubDomains) return fail('without-subdomains', { page });
      if (more.length > 0) twice.push(page);
      ages.set(page, hsts.maxAge);
    }
    const least = Math.min(...ages.values());
    const without = (headers: HeaderFields): boolean => fieldValues(headers, 'strict-transport-security').length === 0;
    return withNotes(pass('on', { maxAge: least }), [
      ...commonNotes(found, without),
      ...assetNote(found, without),
      ...(new Set(ages.values()).size > 1
        ? [note('differs', { ages: [...ages].map(([page, age]) => `${page} ${age}`) })]
        : []),
      ...twice.map((page) => note('twice', { page })),
      ...(least < intermediate60.hstsMaxAge ? [note('below-guideline', { most: intermediate60.hstsMaxAge })] : []),
    ]);
  },
});

const isNosniff = (headers: HeaderFields): boolean =>
  // Fetch, "determine nosniff": the first member counts.
  listMembers(headers, 'x-content-type-options')[0]?.toLowerCase() === 'nosniff';

export const headersNosniff = defineControl({
  ...common,
  id: 'headers.nosniff',
  severity: 'major',
  title: 'Browsers do not guess content types',
  why: 'A browser that sniffs runs an uploaded picture as a script when its bytes look like one.',
  expected: 'X-Content-Type-Options: nosniff, on the start and the login page',
  sources: ['Checklist point 16'],
  references: [...asvs('V3.4.4'), ...mdn('Headers/X-Content-Type-Options')],
  fix: () => addHeader('X-Content-Type-Options "nosniff"'),
  words: {
    ...noteWords,
    on: () => 'nosniff is sent',
    absent: ({ page }: { page: string }) => `${page} does not send nosniff`,
  },
  judge: ({ seen }) => {
    const found = judgedPages(seen);
    if ('unseen' in found) return found;
    const bare = found.judged.find(({ answer }) => !isNosniff(answer.headers));
    if (bare) return fail('absent', { page: bare.page });
    const without = (headers: HeaderFields): boolean => !isNosniff(headers);
    return withNotes(pass('on'), [...commonNotes(found, without), ...assetNote(found, without)]);
  },
});

/** `open`: named by a frame-ancestors that lets strangers in. */
type Framing = { kind: 'ancestors' | 'open'; sources: string[] } | { kind: FrameOptions };

function framing(headers: HeaderFields): Framing {
  const ancestors = enforced(headers).flatMap((policy) => {
    const sources = policy.get('frame-ancestors');
    return sources ? [sources] : [];
  });
  if (ancestors.length === 0) return { kind: parseFrameOptions(listMembers(headers, 'x-frame-options')) };
  // Every policy is enforced, so one closed list is enough; X-Frame-Options is ignored beside them (CSP Level 3 6.4.2).
  const closed = ancestors.some((sources) => looseFrameAncestors(sources).length === 0);
  return { kind: closed ? 'ancestors' : 'open', sources: ancestors.flat().slice(0, 10) };
}
const mayBeFramed = ({ kind }: Framing): boolean => kind === 'open' || kind === 'invalid' || kind === 'absent';

export const headersFrameOptions = defineControl({
  ...common,
  id: 'headers.frame-options',
  severity: 'major',
  title: 'Other sites cannot frame the pages',
  why: 'In an invisible frame over a harmless page the user clicks your buttons with their own session.',
  expected: "CSP frame-ancestors 'none', 'self' or named hosts; without it X-Frame-Options DENY or SAMEORIGIN",
  sources: ['Checklist point 16'],
  references: [...asvs('V3.4.6'), ...nist('SC-18'), ...rfc(7034), ...mdn('Headers/X-Frame-Options')],
  fix: () => addHeader('X-Frame-Options "SAMEORIGIN"'),
  words: {
    ...noteWords,
    closed: ({ by }: { by: string }) => `framing is refused by ${by}`,
    absent: ({ page }: { page: string }) => `${page} may be framed by every site`,
    invalid: ({ page }: { page: string }) =>
      `${page}: X-Frame-Options is neither DENY nor SAMEORIGIN, or contradicts itself, so browsers ignore it`,
    open: ({ page, sources }: { page: string; sources: string[] }) =>
      `${page}: frame-ancestors ${sources.join(' ')} lets strangers in, and X-Frame-Options does not count beside it`,
  },
  judge: ({ seen }) => {
    const found = judgedPages(seen);
    if ('unseen' in found) return found;
    const kinds = new Set<string>();
    for (const { page, answer } of found.judged) {
      const frame = framing(answer.headers);
      if (frame.kind === 'open') return fail('open', { page, sources: 'sources' in frame ? frame.sources : [] });
      if (frame.kind === 'absent' || frame.kind === 'invalid') return fail(frame.kind, { page });
      kinds.add(frame.kind === 'ancestors' ? 'frame-ancestors' : `X-Frame-Options ${frame.kind.toUpperCase()}`);
    }
    return withNotes(
      pass('closed', { by: [...kinds].join(' and ') }),
      commonNotes(found, (headers) => mayBeFramed(framing(headers))),
    );
  },
});

export const headersXssProtection = defineControl({
  ...common,
  id: 'headers.xss-protection',
  severity: 'minor',
  title: 'X-XSS-Protection does no harm',
  why: 'The filter that it steered is gone from every current browser, and in old ones its plain "1" could be turned against the page to switch off its own scripts.',
  expected: 'absent, "0", or "1; mode=block"',
  sources: ['Checklist point 16', 'MDN, X-XSS-Protection'],
  references: mdn('Headers/X-XSS-Protection'),
  fix: () => addHeader('X-XSS-Protection "0"'),
  words: {
    harmless: () => 'absent, off, or blocking',
    bare: ({ page, value }: { page: string; value: string }) => `${page} sends "${value}"`,
    'no-effect': () => 'current browsers ignore this header: what protects is a content security policy',
  },
  judge: ({ seen }) => {
    const found = judgedPages(seen);
    if ('unseen' in found) return found;
    for (const { page, answer } of found.judged) {
      const odd = fieldValues(answer.headers, 'x-xss-protection').find(
        (value) => !/^(?:0|1[ \t]*;[ \t]*mode[ \t]*=[ \t]*block)$/i.test(value),
      );
      if (odd !== undefined) return fail('bare', { page, value: odd.slice(0, 100) });
    }
    return withNotes(pass('harmless'), [note('no-effect')]);
  },
});

export const headersCsp = defineControl({
  ...common,
  id: 'headers.csp',
  severity: 'minor',
  title: 'A content security policy keeps foreign scripts out',
  why: 'Where one field forgets to escape, the policy is what still stops the injected script.',
  expected:
    "an enforced policy whose script-src or default-src has no 'unsafe-eval', *, https: or data:, and no 'unsafe-inline' without a nonce, a hash or 'strict-dynamic'",
  sources: ['Checklist point 16', 'W3C Content Security Policy Level 3'],
  references: [...asvs('V3.4.3'), ...nist('SC-18'), ...mdn('Headers/Content-Security-Policy')],
  fix: () =>
    addHeader(
      `Content-Security-Policy "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"`,
    ),
  words: {
    ...noteWords,
    strict: () => 'an enforced policy that names its script sources',
    absent: ({ page }: { page: string }) => `${page} sends no enforced Content-Security-Policy`,
    'report-only': ({ page }: { page: string }) => `${page} sends its policy as Report-Only, which stops nothing`,
    'no-scripts': ({ page }: { page: string }) => `${page}: the policy has neither script-src nor default-src`,
    loose: ({ page, sources }: { page: string; sources: string[] }) =>
      `${page}: scripts may come from ${sources.join(', ')}`,
    wildcards: ({ sources }: { sources: string[] }) => `whole domains may send scripts: ${sources.join(', ')}`,
    open: ({ directives }: { directives: string[] }) =>
      `${directives.join(' and ')} ${directives.length === 1 ? 'is' : 'are'} not restricted: plugins, or a <base> that moves every relative script, get around it`,
  },
  judge: ({ seen }) => {
    const found = judgedPages(seen);
    if ('unseen' in found) return found;
    const wildcards = new Set<string>();
    const open = new Set<string>();
    for (const { page, answer } of found.judged) {
      const policies = [...enforced(answer.headers), ...answer.metaPolicies.flatMap(parseCsp)];
      if (policies.length === 0) {
        const reportOnly = fieldValues(answer.headers, 'content-security-policy-report-only').length > 0;
        return reportOnly ? fail('report-only', { page }) : fail('absent', { page });
      }
      const loose = looseScripts(policies);
      if (loose === null) return fail('no-scripts', { page });
      if (loose.length > 0) return fail('loose', { page, sources: loose });
      for (const source of wildcardHosts(policies)) wildcards.add(source);
      for (const directive of openDirectives(policies)) open.add(directive);
    }
    return withNotes(pass('strict'), [
      ...commonNotes(found, (headers) => enforced(headers).length === 0),
      ...(wildcards.size > 0 ? [note('wildcards', { sources: [...wildcards].slice(0, 10) })] : []),
      ...(open.size > 0 ? [note('open', { directives: [...open] })] : []),
    ]);
  },
});

const enforced = (headers: HeaderFields): CspPolicy[] =>
  fieldValues(headers, 'content-security-policy').flatMap(parseCsp);

export const headerControls: readonly Control[] = [
  headersHsts,
  headersNosniff,
  headersFrameOptions,
  headersXssProtection,
  headersCsp,
];
