import { describe, expect, test } from 'vitest';
import { cors } from '../../../shared/facts/site/cors';
import { parseCookieDate } from '../../../shared/http/cookie-date';
import { parseHsts } from '../../../shared/http/hsts';
import { metaPolicies } from '../../../shared/http/page-links';
import { parseSetCookie } from '../../../shared/http/set-cookie';
import corpus from '../../fixtures/observatory/corpus.json';
import { factOf, judgeSite, pagesFact } from '../../support/site-facts';

/**
 * Held against MDN's HTTP Observatory (test/fixtures/observatory). Each difference is listed with its reason; one that is listed
 * and no longer there fails too.
 */
function agrees<T>(ours: T, theirs: T, reason: string | undefined): void {
  if (reason === undefined) expect(ours).toEqual(theirs);
  else expect(ours, `listed as different: ${reason}`).not.toEqual(theirs);
}

/** The status of a control when the start page sends these fields. */
const judged = (control: string, headers: [string, string][]): string =>
  judgeSite(control, [pagesFact({ root: { headers }, login: { headers } })]).status;
const field = (name: string, ...values: string[]): [string, string][] =>
  values.filter((value) => value !== '').map((value) => [name, value]);

describe('Strict-Transport-Security', () => {
  const lenient = 'its parseInt stops at the first other character; RFC 6797 6.1.1 wants digits only';
  const passedOver = 'it passes over what it does not know; by the grammar of RFC 6797 6.1 the field is not valid';
  const differences: Record<string, string> = {
    'max-age=31536000junk': lenient,
    'max-age=31536000.5': lenient,
    'max-age=1e9': lenient,
    'max-age=-1': lenient,
    'max-age=': 'it takes "not a number" for six months',
    'max-age=31536000 includeSubDomains': lenient,
    'max-age="31536000': 'it takes "not a number" for six months',
    "max-age='31536000'": 'a token with quotes; it takes "not a number" for six months',
    'max-age="31536000"; includeSubDomains': 'it does not read quoted values, which RFC 6797 6.1 allows',
    'max-age = 31536000':
      'it does not read white space around "=", which implied *LWS allows (RFC 6797 6.1, RFC 2616 2.1)',
    'max-age=1; max-age=31536000': 'it takes the last; RFC 6797 6.1 rule 2 forbids a directive twice',
    'max-age=31536000; includeSubDomains; includeSubDomains': 'it takes both; RFC 6797 6.1 rule 2 forbids it',
    'max-age=31536000; includeSubDomains=1': passedOver,
    'max-age=31536000; include SubDomains': passedOver,
    'max-age=99999999999999999999': 'ours ends at the greatest safe integer',
  };
  test.each(corpus.hsts)('$value', ({ value, result, maxAge, includeSubDomains, preload }) => {
    const valid = result !== 'hsts-header-invalid' && result !== 'hsts-not-implemented';
    agrees(parseHsts(value.trim()), valid ? { maxAge, includeSubDomains, preload } : null, differences[value] as never);
  });
});

describe('X-Content-Type-Options', () => {
  const list = 'browsers split the field at commas and take the first (Fetch, "determine nosniff")';
  const differences: Record<string, string> = { 'nosniff, nosniff': list, 'nosniff,': list, 'nosniff, junk': list };
  test.each(corpus.nosniff)('$value', ({ value, pass }) =>
    agrees(judged('headers.nosniff', field('X-Content-Type-Options', value)) === 'pass', pass, differences[value]),
  );
});

describe('framing', () => {
  const equal =
    'the same value twice is one value (HTML, "check a navigation response\'s adherence to X-Frame-Options")';
  const anything = 'it is content with any frame-ancestors, also with one that lets everyone in';
  const differences: Record<string, string> = {
    'DENY, DENY | ': equal,
    'SAMEORIGIN,SAMEORIGIN | ': equal,
    ', DENY | ': 'an empty member is none',
    'ALLOW-FROM https://partner.example | ': 'no current browser knows ALLOW-FROM, so the page may be framed by all',
    'DENY | frame-ancestors *': anything,
    'DENY | frame-ancestors https:': anything,
  };
  test.each(corpus.framing)('$frameOptions | $csp', ({ frameOptions, csp, pass }) => {
    const headers = [...field('X-Frame-Options', frameOptions), ...field('Content-Security-Policy', csp)];
    agrees(judged('headers.frame-options', headers) === 'pass', pass, differences[`${frameOptions} | ${csp}`]);
  });
});

describe('Content-Security-Policy', () => {
  const plugins = 'it counts object-src; no current browser runs plugins, so ours remarks on it';
  const styles = 'it counts eval in styles, which lets no script run';
  const differences: Record<string, string> = {
    "script-src 'self'": plugins,
    "default-src 'self'; object-src *": plugins,
    "default-src 'self'; style-src 'unsafe-eval'": styles,
    "default-src 'self'; script-src 'strict-dynamic'": 'without a nonce no script runs at all: useless, and tight',
    "script-src 'self'; script-src *; object-src 'none'":
      'it refuses a directive twice; browsers ignore the second (CSP Level 3 2.2.1)',
    "default-src 'self'; script-src https://*.*": '"*.*" is no host source, so browsers ignore it (CSP Level 3 2.3.1)',
    "default-src 'self'; script-src *:443": 'it does not know a wildcard with a port',
    "default-src 'self', script-src 'unsafe-inline'":
      'it does not split a field at commas: here are two policies, and the first keeps inline scripts out (CSP Level 3 2.2.2)',
    "default-src 'self'; script-src-elem 'unsafe-inline'": 'it does not know script-src-elem',
    "default-src 'self'; script-src-attr 'unsafe-inline'": 'it does not know script-src-attr',
    "default-src 'self'; script-src http://cdn.example":
      'browsers load no script over http into such a page (Mixed Content 4.4)',
    "default-src 'self'; script-src 'nonce-'  'unsafe-inline'":
      "an empty nonce is none (CSP Level 3 2.3.1), so 'unsafe-inline' counts",
  };
  test.each(corpus.csp)('$values', ({ values, pass }) => {
    const headers = field('Content-Security-Policy', ...values);
    agrees(judged('headers.csp', headers) === 'pass', pass, differences[values.join(' | ')]);
  });
});

describe('policies in the page', () => {
  const differences: Record<string, string> = {
    body: 'browsers heed such an element in the head only (HTML, "Content security policy state")',
  };
  test.each(corpus.pages)('$html', ({ html, policies }) =>
    agrees(metaPolicies(html), policies, html.includes('<body><meta') ? differences.body : undefined),
  );
});

describe('Set-Cookie', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  const differences: Record<string, string> = {
    'a b=c': 'a name that is no token: browsers differ, so ours counts it as malformed',
  };
  test.each(corpus.cookies)('$value', ({ value, cookie }) => {
    const ours = parseSetCookie(value, now);
    const theirs = cookie && {
      name: cookie.key,
      empty: cookie.empty,
      secure: cookie.secure,
      httpOnly: cookie.httpOnly,
      sameSite: cookie.sameSite,
      lifetimeSeconds:
        cookie.maxAge ?? (cookie.expires === 'Infinity' ? null : (Date.parse(cookie.expires) - now) / 1000),
      path: cookie.path,
      domain: cookie.domain,
    };
    // It does not tell a SameSite that browsers do not understand from none.
    const known = ours && { ...ours, sameSite: /^(?:absent|invalid)$/.test(ours.sameSite) ? null : ours.sameSite };
    agrees(known, theirs as typeof known, differences[value]);
  });
});

describe('Expires', () => {
  const differences: Record<string, string> = {
    'Wed, 31 Feb 2026 12:00:00 GMT': 'it takes it for 3 March; by RFC 6265 5.1.1 step 6 there is no such date',
  };
  test.each(corpus.dates)('"$text"', ({ text, at }) => {
    const ours = parseCookieDate(text);
    agrees(ours === null ? null : new Date(ours).toISOString(), at, differences[text]);
  });
});

describe('Access-Control-Allow-Origin', () => {
  const differences: Record<string, string> = {
    '* true': 'browsers refuse "*" with credentials; ours fails it as a policy that nobody thought through',
    'https://evil.example TRUE': 'browsers take the bytes "true" only (Fetch 4.10)',
  };
  test.each(corpus.cors)('$origin $credentials', ({ origin, credentials, pass }) => {
    const allowOrigin =
      origin === '' ? 'absent' : origin === '*' ? 'any' : origin === 'https://evil.example' ? 'reflected' : 'other';
    const answer = {
      allowOrigin,
      allowCredentials: credentials === 'true',
      status: 200,
      varyOrigin: true,
      setsCookie: false,
    };
    const probe = { path: '/', login: false, kind: 'simple', from: 'foreign', origin: 'https://evil.example' } as const;
    const fact = factOf(cors, { probes: [{ ...probe, seen: { ok: true, value: answer as never } }] });
    agrees(judgeSite('cors.restricted', [fact]).status === 'pass', pass, differences[`${origin} ${credentials}`]);
  });
});
