import { describe, expect, test } from 'vitest';
import { type Fact, type FactValue, unseen } from '../../../shared/fact';
import type { RawAnswer } from '../../../shared/facts/site/http-seen';
import { plainHttp } from '../../../shared/facts/site/plain-http';
import { answer, certificateFact, factOf, judgeSite, noteCodes, siteTarget, tlsFact } from '../../support/site-facts';

type Plain = FactValue<typeof plainHttp>;
const fact = (stated: Partial<Plain>): Fact =>
  factOf(plainHttp, { address: '203.0.113.7', port: 80, state: 'open', requests: [], ...stated });
const answers = (...raw: Partial<RawAnswer>[]): Fact =>
  fact({
    requests: raw.map((one, index) => ({
      path: ['/', '/deep'][index]!,
      seen: { ok: true, value: answer({ headers: [], ...one }, 'http://shop.example/') },
    })),
  });
const to = (location: string, status = 301, more: [string, string][] = []): Partial<RawAnswer> => ({
  status,
  headers: [['Location', location], ...more],
});
const judged = (plain: Fact, target = siteTarget()) => judgeSite('tls.redirect', [plain, certificateFact()], target);

describe('tls.redirect', () => {
  test('passes when both paths lead to https on the same host', () => {
    expect(judged(answers(to('https://shop.example/'), to('https://shop.example/deep')))).toMatchObject({
      status: 'pass',
      code: 'redirects',
      notes: [],
    });
  });
  test.each([
    [{ state: 'refused' as const }, 'closed'],
    [{ state: 'filtered' as const }, 'filtered'],
  ])('passes when the port is %o', (stated, code) =>
    expect(judged(fact(stated))).toMatchObject({ status: 'pass', code }),
  );
  test('passes when there are errors only, without a cookie', () => {
    expect(judged(answers({ status: 404 }, { status: 403 }))).toMatchObject({ status: 'pass', code: 'refuses' });
    const cookie: Partial<RawAnswer> = { status: 404, headers: [['Set-Cookie', 'a=1']] };
    expect(judged(answers(cookie, { status: 404 }))).toMatchObject({ status: 'fail', code: 'cleartext' });
  });
  test.each([
    ['content in clear', { status: 200 }, 'cleartext'],
    ['a redirect to http', to('http://www.shop.example/'), 'stays-http'],
    ['a relative redirect', to('/login'), 'stays-http'],
    ['a name that is not of the certificate', to('https://other.example/'), 'foreign'],
    ['a look-alike', to('https://shop.example.evil.example/'), 'foreign'],
    ['another port', to('https://shop.example:8443/'), 'wrong-port'],
    ['a user name that looks like the host', to('https://shop.example@evil.example/'), 'foreign'],
    ['no Location', { status: 301 }, 'cleartext'],
  ])('fails on %s, also on the deep path only', (_, bad, code) => {
    expect(judged(answers(bad, to('https://shop.example/')))).toMatchObject({ status: 'fail', code });
    expect(judged(answers(to('https://shop.example/'), bad))).toMatchObject({ status: 'fail', code });
  });
  test('takes the port of the address', () => {
    const target = siteTarget({ site: { url: 'https://shop.example:8443' } });
    const there = to('https://shop.example:8443/');
    expect(judged(answers(there, there), target).status).toBe('pass');
  });
  test('remarks on another name, a temporary redirect, a cookie and HSTS in clear', () => {
    const hop = to('https://www.shop.example/', 302, [
      ['Strict-Transport-Security', 'max-age=1'],
      ['Set-Cookie', 'a=1'],
    ]);
    expect(noteCodes(judged(answers(hop, hop)))).toEqual([
      'other-host',
      'temporary',
      'cookie-in-clear',
      'hsts-in-clear',
    ]);
  });
  test('is an error when an answer could not be seen', () => {
    const requests = [{ path: '/', seen: unseen('malformed', { what: 'no HTTP' }) }];
    expect(judged(fact({ requests }))).toMatchObject({ status: 'error', code: 'malformed' });
  });
});

test.each(['pci.https', 'api.https'])('%s follows protocols and redirect', (id) => {
  const target = siteTarget({ modules: { pci: true, api: true } });
  const judgedWith = (...facts: Fact[]) => judgeSite(id, [...facts, certificateFact()], target);
  const good = answers(to('https://shop.example/'), to('https://shop.example/'));
  expect(judgedWith(tlsFact(), good).status).toBe('pass');
  expect(judgedWith(tlsFact({ SSLv3: { outcome: 'accepted' } }), good).code).toBe('old-protocols');
  expect(judgedWith(tlsFact(), answers({}, {})).code).toBe('in-clear');
  expect(judgedWith(tlsFact()).status).toBe('error');
});

test('tls.origin asks for nothing where the host is the site, and for a person where that is not known', () => {
  const host = (ssh: object) => siteTarget({ hosts: [{ name: 'web-1', roles: ['web'], ssh }] });
  const judgedOn = (ssh: object) => judgeSite('tls.origin', [certificateFact()], host(ssh));
  expect(judgedOn({ host: '203.0.113.7' }).status).toBe('not-applicable');
  expect(judgedOn({ host: 'shop.example' }).status).toBe('not-applicable');
  expect(judgedOn({ host: '198.51.100.1' }).status).toBe('manual');
  expect(judgedOn({}).status).toBe('manual');
});
