import { describe, expect, it } from 'vitest';
import { matchPattern } from '../../../../shared/facts/host/nginx-pattern';

const match = (pattern: string, text: string, anyCase = false) => matchPattern(pattern, text, { anyCase });

describe('regular expressions of nginx', () => {
  it.each([
    ['\\.php$', '/a.php', 'yes'],
    ['^/(login|admin)', '/login', 'yes'],
    ['^/users/[0-9]{1,3}$', '/users/42', 'yes'],
    ['^/(?P<lang>en|de)/', '/de/login', 'yes'],
    ['^/(?:api/)?login$', '/login', 'yes'],
    ['/\\.(?!well-known)', '/.env', 'yes'],
    ['^/LOGIN', '/login', 'no'],
    ['(?i)^/LOGIN', '/login', 'yes'],
  ])('%s on %s: %s', (pattern, text, expected) => expect(match(pattern, text)).toBe(expected));
  it('ignores case where ~* says so', () => expect(match('^/LOGIN', '/login', true)).toBe('yes'));
});

describe('what is not run', () => {
  it.each([
    ['nested quantifiers', '^(a+)+$'],
    ['nested deeper', '^((ab?)c)*$'],
    ['many quantifiers', `^${'.*'.repeat(20)}x$`],
    ['a possessive quantifier', '^a++$'],
    ['PCRE only', '\\A/login\\z'],
    ['a back-reference', '(a)\\1'],
    ['no regular expression', '(['],
    ['great length', 'a'.repeat(1000)],
  ])('%s', (_, pattern) => expect(match(pattern, '/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')).toBe('unclear'));
});
