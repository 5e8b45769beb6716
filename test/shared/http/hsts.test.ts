import { describe, expect, test } from 'vitest';
import { parseHsts } from '../../../shared/http/hsts';

describe('Strict-Transport-Security by RFC 6797 6.1', () => {
  test.each([
    ['max-age=31536000', { maxAge: 31536000, includeSubDomains: false, preload: false }],
    ['max-age="31536000"; includeSubDomains', { maxAge: 31536000, includeSubDomains: true, preload: false }],
    [' MAX-AGE = 1 ;INCLUDESUBDOMAINS;; preload ', { maxAge: 1, includeSubDomains: true, preload: true }],
    ['max-age=1; unknown="a;b"', { maxAge: 1, includeSubDomains: false, preload: false }],
  ])('%s is valid', (value, hsts) => expect(parseHsts(value)).toEqual(hsts));

  test.each([
    ['max-age=31536000junk'],
    ['max-age=31536000 includeSubDomains'],
    ['max-age=-1'],
    ['max-age=1e9'],
    ['max-age'],
    ['max-age='],
    ['includeSubDomains'],
    ['max-age=1; max-age=2'],
    ['max-age=1; includeSubDomains=yes'],
    ['max-age="31536000'],
    ['max-age=1, max-age=2'],
    [''],
  ])('%s is not', (value) => expect(parseHsts(value)).toBeNull());
});
