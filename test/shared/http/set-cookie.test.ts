import { describe, expect, test } from 'vitest';
import { parseSetCookie } from '../../../shared/http/set-cookie';

const now = Date.parse('2026-11-24T12:00:00Z');

describe('Set-Cookie by RFC 6265 5.2', () => {
  test('reads the attributes, and keeps no value', () => {
    const cookie = parseSetCookie('session=eyJhIjoi; Secure; HttpOnly; Path=/; SameSite=Lax; Max-Age=3600', now);
    expect(cookie).toEqual({
      name: 'session',
      empty: false,
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
      lifetimeSeconds: 3600,
      path: '/',
      domain: null,
    });
    expect(JSON.stringify(cookie)).not.toContain('eyJ');
  });
  test.each([
    ['a=1', null],
    ['a=1; Max-Age=60; Expires=Wed, 25 Nov 2026 12:00:00 GMT', 60],
    ['a=1; Expires=Wed, 25 Nov 2026 12:00:00 GMT', 86400],
    ['a=1; expires=Wed, 25-Nov-2026 12:00:00 GMT', 86400],
    ['a=1; Max-Age=abc', null],
    ['a=1; Max-Age=1; Max-Age=2', 2],
    ['a=1; Expires=tomorrow', null],
    ['a=; Max-Age=0', 0],
  ])('%s lasts %s', (value, lifetime) => expect(parseSetCookie(value, now)?.lifetimeSeconds).toBe(lifetime));
  test.each([
    ['a=1; samesite=STRICT', 'strict'],
    ['a=1; SameSite=None', 'none'],
    ['a=1; SameSite=maybe', 'invalid'],
    ['a=1; SameSite', 'invalid'],
    ['a=1; NotSameSite=Lax', 'absent'],
  ])('%s is %s', (value, sameSite) => expect(parseSetCookie(value, now)?.sameSite).toBe(sameSite));
  test('does not take Secure or HttpOnly from inside a value', () => {
    expect(parseSetCookie('a=Secure HttpOnly; Path=/Secure', now)).toMatchObject({ secure: false, httpOnly: false });
  });
  test.each([['novalue'], ['=x'], ['na me=x'], ['']])('%s is none', (value) =>
    expect(parseSetCookie(value, now)).toBeNull(),
  );
});
