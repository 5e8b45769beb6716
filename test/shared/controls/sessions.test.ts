import { describe, expect, test } from 'vitest';
import { type Fact, unseen } from '../../../shared/fact';
import { type EnvKey, envFile, type Shape } from '../../../shared/facts/host/env-file';
import { factOf, judgeSite, pagesFact, siteTarget } from '../../support/site-facts';

const target = siteTarget({ hosts: [{ name: 'web-1' }], app: { directory: '/srv/shop' } });
const key = (name: string, shape: Shape): EnvKey => ({
  key: name,
  line: 1,
  started: 'none' as const,
  set: true,
  length: '1-7',
  secretLike: false,
  strength: null,
  placeholder: null,
  same: null,
  kept: 'none',
  elsewhere: 'unknown',
  shape,
});
const env = (...keys: EnvKey[]): Fact =>
  factOf(envFile, { path: '/srv/shop/.env', lines: keys.length, notAssignments: 0, otherKeys: 0, keys }, 'web-1');
const cookie = (...lines: string[]): Fact =>
  pagesFact({ login: { headers: lines.map((line): [string, string] => ['Set-Cookie', line]) } });
const judged = (id: string, ...facts: Fact[]) => judgeSite(id, facts, target);
const good = 'session=x; Secure; HttpOnly; SameSite=Lax; Max-Age=3600';

describe.each([
  ['session.cookie-secure', 'session=x; HttpOnly; SameSite=Lax', 'SESSION_COOKIE_SECURE'],
  ['session.cookie-httponly', 'session=x; Secure; SameSite=Lax', 'SESSION_COOKIE_HTTPONLY'],
])('%s', (id, bad, setting) => {
  const switchedOff = env(key(setting, { kind: 'boolean', value: false }));
  const switchedOn = env(key(setting, { kind: 'boolean', value: true }));
  test('is decided by the live cookie', () => {
    expect(judged(id, cookie(good), switchedOff)).toMatchObject({ status: 'pass', code: 'live' });
    expect(judged(id, cookie(bad), switchedOn)).toMatchObject({ status: 'fail', code: 'missing' });
  });
  test('looks at every cookie that authenticates', () => {
    expect(judged(id, cookie(good, 'remember_token=1'))).toMatchObject({ params: { cookie: 'remember_token' } });
    expect(judged(id, cookie(good, 'theme=dark')).status).toBe('pass');
    expect(judged(id, cookie('__Host-session=x; Path=/')).status).toBe('fail');
  });
  test('without a live cookie configuration can fail, never pass', () => {
    expect(judged(id, pagesFact(), switchedOff)).toMatchObject({
      status: 'fail',
      code: 'configured',
      params: { host: 'web-1' },
    });
    expect(judged(id, pagesFact(), switchedOn)).toMatchObject({ status: 'manual', code: 'no-live-cookie' });
    expect(judged(id, cookie('session=; Max-Age=0'))).toMatchObject({ status: 'manual' });
  });
  test('is for a person when the site could not be seen', () => {
    const { reason } = unseen('timeout', { seconds: 10 });
    expect(judged(id, pagesFact({ root: reason, login: reason }))).toMatchObject({
      status: 'manual',
      code: 'site-unseen',
    });
    expect(judged(id)).toMatchObject({ status: 'manual' });
  });
});

test.each([
  ['SameSite=Lax', 'pass'],
  ['SameSite=Strict', 'pass'],
  ['SameSite=None', 'fail'],
  ['SameSite=odd', 'fail'],
  ['Path=/', 'fail'],
])('session.cookie-samesite with %s', (attribute, status) =>
  expect(judged('session.cookie-samesite', cookie(`session=x; ${attribute}`)).status).toBe(status),
);
test('session.cookie-samesite fails on SESSION_COOKIE_SAMESITE=None', () => {
  const none = env(key('SESSION_COOKIE_SAMESITE', { kind: 'samesite', value: 'none' }));
  expect(judged('session.cookie-samesite', pagesFact(), none)).toMatchObject({ status: 'fail', code: 'configured' });
});

describe('session.lifetime', () => {
  const setting = (band: Extract<Shape, { kind: 'duration-seconds' }>['band']) =>
    env(key('PERMANENT_SESSION_LIFETIME', { kind: 'duration-seconds', band }));
  const lifetime = (...facts: Fact[]) => judged('session.lifetime', ...facts);
  test.each([
    ['Max-Age=604800', 'pass', 'short'],
    ['Max-Age=604801', 'fail', 'long'],
    ['Expires=Thu, 24 Dec 2026 12:00:00 GMT', 'fail', 'long'],
  ])('by %s', (attribute, status, code) =>
    expect(lifetime(cookie(`session=x; ${attribute}`))).toMatchObject({ status, code }),
  );
  test('by the setting, for a cookie without an end', () => {
    expect(lifetime(cookie('session=x'), setting('up-to-7-days'))).toMatchObject({
      status: 'pass',
      code: 'by-setting',
    });
    expect(lifetime(cookie('session=x'), setting('above-7-days'))).toMatchObject({
      status: 'fail',
      code: 'configured',
    });
    expect(lifetime(cookie('session=x'), setting('other'))).toMatchObject({ status: 'manual', code: 'not-set' });
    expect(lifetime(cookie('session=x'))).toMatchObject({ status: 'manual', code: 'not-set' });
  });
  test('a remember cookie of a year fails', () => {
    expect(lifetime(cookie(good, 'remember_token=x; Max-Age=31536000'))).toMatchObject({ status: 'fail' });
  });
  test('without a live cookie it is for a person', () => {
    expect(lifetime(pagesFact(), setting('up-to-7-days'))).toMatchObject({ status: 'manual', code: 'no-live-cookie' });
  });
});

describe('which cookie is the session', () => {
  test('without one of its name, what the login page sets and is not known to be for something else', () => {
    const finding = judged(
      'session.cookie-httponly',
      cookie('connect.sid=x; Secure', 'csrftoken=y', '_ga=z', 'AWSALB=q'),
    );
    expect(finding).toMatchObject({
      status: 'fail',
      params: { cookie: 'connect.sid' },
      notes: [{ code: 'presumed', params: { cookies: ['connect.sid'] } }],
    });
    expect(judged('session.cookie-secure', cookie('csrftoken=y', 'lang=en')).status).toBe('manual');
  });
  test('one of its name ends the guessing', () => {
    expect(judged('session.cookie-secure', cookie(good, 'connect.sid=x'))).toMatchObject({ status: 'pass', notes: [] });
  });
  test('cookies of other pages are not taken for it', () => {
    const start = pagesFact({ root: { headers: [['Set-Cookie', 'visitor=x']] } });
    expect(judged('session.cookie-secure', start).status).toBe('manual');
  });
});

test.each([
  ['__Host-session=x; Secure; Path=/app', 'prefix-broken'],
  ['__Host-session=x; Secure; Path=/; Domain=shop.example', 'prefix-broken'],
  ['__host-session=x; Secure', 'prefix-broken'],
  ['__Secure-session=x', 'prefix-broken'],
  ['session=x; SameSite=None', 'none-insecure'],
  ['__Host-session=x; Secure; Path=/', null],
  ['session=x; SameSite=None; Secure', null],
])('%s: browsers refuse it: %s', (line, code) =>
  expect(judged('session.cookie-httponly', cookie(line)).notes.map((note) => note.code)).toEqual(code ? [code] : []),
);
