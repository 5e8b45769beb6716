import { describe, expect, test } from 'vitest';
import { unseen } from '../../../shared/fact';
import { goodHeaders, judgeSite, noteCodes, pagesFact } from '../../support/site-facts';

/** The good headers, but this one: left out, or sent as given, once for each value. */
const but = (name: string, ...values: string[]) => ({
  headers: [
    ...goodHeaders.filter(([field]) => field !== name),
    ...values.map((value): [string, string] => [name, value]),
  ],
});
const hsts = 'Strict-Transport-Security';
const csp = 'Content-Security-Policy';
const frame = 'X-Frame-Options';
const judged = (id: string, stated: Parameters<typeof pagesFact>[0] = {}) => judgeSite(id, [pagesFact(stated)]);

const ids = ['headers.hsts', 'headers.nosniff', 'headers.frame-options', 'headers.xss-protection', 'headers.csp'];

test.each(ids)('%s passes on a good site', (id) => expect(judged(id).status).toBe('pass'));
test.each(ids)('%s is an error when start or login page was not seen', (id) => {
  const { reason } = unseen('timeout', { seconds: 10 });
  expect(judged(id, { root: reason })).toMatchObject({ status: 'error', code: 'timeout' });
  expect(judged(id, { login: reason })).toMatchObject({ status: 'error', code: 'timeout' });
  expect(judgeSite(id, [])).toMatchObject({ status: 'error', code: 'not-collected' });
});
test.each([
  ['headers.hsts', hsts],
  ['headers.nosniff', 'X-Content-Type-Options'],
  ['headers.frame-options', frame],
  ['headers.csp', csp],
])('%s fails when the login page goes without, and remarks on the error page', (id, name) => {
  expect(judged(id, { login: but(name) })).toMatchObject({
    status: 'fail',
    code: 'absent',
    params: { page: '/login' },
  });
  const error = judged(id, { unknown: but(name) });
  expect(error.status).toBe('pass');
  expect(noteCodes(error)).toContain('error-page');
});
test.each([
  ['headers.hsts', hsts],
  ['headers.nosniff', 'X-Content-Type-Options'],
])('%s remarks on an asset without it, and takes no missing icon for one', (id, name) => {
  const finding = judged(id, { asset: but(name) });
  expect(finding).toMatchObject({ status: 'pass', notes: [{ code: 'asset', params: { path: '/static/app.css' } }] });
  expect(noteCodes(judged(id, { asset: { status: 404, ...but(name) } }))).toEqual([]);
});
test('a login path that does not exist is told', () => {
  expect(noteCodes(judged('headers.nosniff', { login: { status: 404 } }))).toContain('no-login');
});

describe('headers.hsts', () => {
  test.each([
    [['max-age=31536000; includeSubDomains'], 'pass', 'on'],
    [['max-age=31535999; includeSubDomains'], 'fail', 'short'],
    [['max-age=31536000'], 'fail', 'without-subdomains'],
    [['max-age=31536000junk; includeSubDomains'], 'fail', 'invalid'],
    [['max-age=0', 'max-age=31536000; includeSubDomains'], 'fail', 'short'],
    [['max-age=31536000; includeSubDomains', 'max-age=0'], 'pass', 'on'],
  ])('%j', (values, status, code) =>
    expect(judged('headers.hsts', { root: but(hsts, ...values) })).toMatchObject({ status, code }),
  );
  test('tells the two thresholds apart, and that it is sent twice', () => {
    const twice = but(hsts, 'max-age=31536000; includeSubDomains', 'max-age=31536000; includeSubDomains');
    expect(noteCodes(judged('headers.hsts', { root: twice }))).toEqual(['differs', 'twice', 'below-guideline']);
  });
});

describe('headers.frame-options', () => {
  const framed = (xfo: string[], policy: string[] = []) =>
    judged('headers.frame-options', {
      root: {
        headers: [...xfo.map((v): [string, string] => [frame, v]), ...policy.map((v): [string, string] => [csp, v])],
      },
    });
  test.each([
    [['DENY'], [], 'pass', 'closed'],
    [['sameorigin', 'SAMEORIGIN'], [], 'pass', 'closed'],
    [['DENY', 'SAMEORIGIN'], [], 'fail', 'invalid'],
    [['ALLOW-FROM https://a.example'], [], 'fail', 'invalid'],
    [[], ["frame-ancestors 'none'"], 'pass', 'closed'],
    [[], ["frame-ancestors 'self' https://partner.example"], 'pass', 'closed'],
    [['DENY'], ['frame-ancestors *'], 'fail', 'open'],
    [['DENY'], ['frame-ancestors https:'], 'fail', 'open'],
    [[], ['frame-ancestors *', "frame-ancestors 'self'"], 'pass', 'closed'],
    [[], ["default-src 'none'"], 'fail', 'absent'],
  ])('%j with %j', (xfo, policy, status, code) => expect(framed(xfo, policy)).toMatchObject({ status, code }));
});

test.each([
  ['nosniff', 'pass'],
  ['NoSniff', 'pass'],
  ['sniff', 'fail'],
  ['nosniffer', 'fail'],
  ['', 'fail'],
])('headers.nosniff with "%s"', (value, status) =>
  expect(judged('headers.nosniff', { root: but('X-Content-Type-Options', value) }).status).toBe(status),
);

test.each([
  ['0', 'pass'],
  ['1; mode=block', 'pass'],
  ['1;mode = block', 'pass'],
  ['1', 'fail'],
  ['1; report=https://x.example', 'fail'],
])('headers.xss-protection with "%s"', (value, status) =>
  expect(judged('headers.xss-protection', { root: but('X-XSS-Protection', value) }).status).toBe(status),
);

describe('headers.csp', () => {
  test.each([
    [["default-src 'self'"], 'pass', 'strict'],
    [["script-src 'self' 'unsafe-inline'"], 'fail', 'loose'],
    [["script-src 'nonce-abc' 'unsafe-inline'"], 'pass', 'strict'],
    [["script-src *; default-src 'self'"], 'fail', 'loose'],
    [['img-src *'], 'fail', 'no-scripts'],
    [['script-src *', "script-src 'self'"], 'pass', 'strict'],
    [[''], 'fail', 'absent'],
  ])('%j', (values, status, code) =>
    expect(judged('headers.csp', { root: but(csp, ...values) })).toMatchObject({ status, code }),
  );
  test('counts a policy that the page gives itself, but not for framing', () => {
    const page = {
      ...but(csp),
      body: `<head><meta http-equiv="${csp}" content="default-src 'self'; frame-ancestors *"></head>`,
    };
    expect(judged('headers.csp', { root: page })).toMatchObject({ status: 'pass', code: 'strict' });
    expect(judged('headers.frame-options', { root: page }).status).toBe('pass');
  });
  test('remarks on whole domains, plugins and <base>', () => {
    const policy = but(csp, "script-src 'nonce-abc' *.cdn.example");
    expect(noteCodes(judged('headers.csp', { root: policy }))).toEqual(['wildcards', 'open']);
  });
  test('does not take Report-Only for a policy', () => {
    const headers: [string, string][] = [['Content-Security-Policy-Report-Only', "default-src 'self'"]];
    expect(judged('headers.csp', { root: { headers } })).toMatchObject({ status: 'fail', code: 'report-only' });
  });
});
