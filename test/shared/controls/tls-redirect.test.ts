import { describe, expect, test } from 'vitest';
import { type Fact, type FactValue, unseen } from '../../../shared/fact';
import type { RawAnswer } from '../../../shared/facts/site/http-seen';
import { type PlainRequest, plainHttp } from '../../../shared/facts/site/plain-http';
import { answer, certificateFact, factOf, judgeSite, noteCodes, siteTarget, tlsFact } from '../../support/site-facts';

type Plain = FactValue<typeof plainHttp>;
const fact = (stated: Partial<Plain>): Fact =>
  factOf(plainHttp, { address: '203.0.113.7', port: 80, state: 'open', requests: [], twin: null, ...stated });
const request = (path: string, raw: Partial<RawAnswer>, stated: Partial<PlainRequest> = {}): PlainRequest => ({
  path,
  seen: { ok: true, value: answer({ headers: [], ...raw }, 'http://shop.example/') },
  keepsPath: null,
  further: [],
  ended: 'answered',
  ...stated,
});
const answers = (...raw: Partial<RawAnswer>[]): Fact =>
  fact({
    requests: raw.map((one, index) => request(['/', '/deep'][index]!, one)),
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
  test('follows on: back to http fails, a circle and a lost path are remarks', () => {
    const there = to('https://shop.example/');
    const further = (location: string) => [
      {
        url: 'https://shop.example/',
        seen: { ok: true as const, value: answer(to(location), 'https://shop.example/') },
      },
    ];
    const requests = (stated: Partial<PlainRequest>) =>
      fact({ requests: [request('/', there), request('/deep', there, stated)] });
    expect(judged(requests({ further: further('http://shop.example/welcome') }))).toMatchObject({
      status: 'fail',
      code: 'downgrade',
      params: { path: '/deep', from: 'https://shop.example/', to: 'http://shop.example/welcome' },
    });
    expect(judged(requests({ further: further('http://other.example/'), ended: 'left' })).code).toBe('downgrade');
    const round = judged(requests({ further: further('/'), ended: 'loop', keepsPath: false }));
    expect(round.status).toBe('pass');
    expect(noteCodes(round)).toEqual(['path-lost', 'loop']);
  });
  describe('the name with or without www', () => {
    const there = to('https://shop.example/');
    const twin = (raw: Partial<RawAnswer>, byDns = true): Fact =>
      fact({
        requests: [request('/', there)],
        twin: { name: 'www.shop.example', byDns, seen: { state: 'open', request: request('/', raw) } },
      });
    test.each([
      ['the site', there],
      ['itself', to('https://www.shop.example/')],
      ['errors', { status: 404 }],
    ])('may lead to %s', (_, raw) => expect(judged(twin(raw))).toMatchObject({ status: 'pass', notes: [] }));
    test.each([
      ['serve in clear', { status: 200 }],
      ['lead elsewhere', to('https://parking.example/')],
      ['stay with http', to('http://shop.example/')],
    ])('may not %s, unless nobody knows whether it exists', (_, raw) => {
      expect(judged(twin(raw))).toMatchObject({ status: 'fail', code: 'twin' });
      expect(judged(twin(raw, false))).toMatchObject({ status: 'pass', notes: [{ code: 'twin-by-address' }] });
    });
    test('fails also where the site itself has no plain HTTP', () => {
      const seen = { state: 'open' as const, request: request('/', { status: 200 }) };
      const apart = { state: 'refused' as const, twin: { name: 'www.shop.example', byDns: true, seen } };
      expect(judged(fact(apart)).code).toBe('twin');
    });
    test('is told when it could not be seen', () => {
      const unseenTwin = { name: 'www.shop.example', byDns: true, seen: { state: 'unresolved' as const } };
      expect(noteCodes(judged(fact({ requests: [request('/', there)], twin: unseenTwin })))).toEqual(['twin-unseen']);
    });
  });
  test('is an error when an answer could not be seen', () => {
    const requests = [request('/', {}, { seen: unseen('malformed', { what: 'no HTTP' }) })];
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
