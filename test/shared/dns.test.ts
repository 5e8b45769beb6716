import { describe, expect, test } from 'vitest';
import { parseDkim } from '../../shared/dns/dkim';
import { isDmarc, parseDmarc } from '../../shared/dns/dmarc';
import { isSpf, parseSpf } from '../../shared/dns/spf';

describe('SPF by RFC 7208', () => {
  test.each([
    ['v=spf1 -all', { all: 'fail', queries: 0 }],
    ['V=SPF1 A MX -ALL', { all: 'fail', queries: 2 }],
    ['v=spf1 a:x.example/24//64 mx/24 ?all', { all: 'neutral', queries: 2 }],
    ['v=spf1 ip4:192.0.2.1 ip6:2001:db8::/32 all', { all: 'pass', queries: 0 }],
    ['v=spf1 include:a.example include:b.example redirect=c.example', { queries: 3, redirect: 'c.example' }],
    ['v=spf1 redirect=c.example ~all', { all: 'softfail', redirect: null, queries: 0 }],
    ['v=spf1 -all include:late.example', { queries: 0, includes: [] }],
    ['v=spf1 exists:%{ir}.%{v}._spf.%{d2} ptr exp=why.%{d} unknown=x -all', { queries: 2, ptr: true }],
    ['v=spf1', { all: null, queries: 0 }],
  ])('%s', (record, expected) => expect(parseSpf(record)).toMatchObject(expected));
  test.each([
    ['v=spf1 ipv4:192.0.2.1 -all'],
    ['v=spf1 include -all'],
    ['v=spf1 all:x.example'],
    ['v=spf1 a: -all'],
    ['v=spf1 redirect=a.example redirect=b.example'],
    ['v=spf1 ip4:shop.example -all'],
    ['v=spf1 -alle'],
    ['v=spf1 "-all"'],
  ])('%s is an error', (record) => expect(parseSpf(record)).toBeNull());
  test('another version is no SPF', () =>
    expect(['v=spf10 -all', 'spf1', ' v=spf1', 'v=spf2.0/pra -all'].some(isSpf)).toBe(false));
});

describe('DMARC by RFC 7489', () => {
  test.each([
    ['v=DMARC1; p=reject', { policy: 'reject', subdomains: 'reject', percent: 100, reports: false }],
    [
      'v=DMARC1;p=Quarantine;sp=none;pct=5;rua=mailto:a@b.example;',
      { policy: 'quarantine', subdomains: 'none', percent: 5 },
    ],
    ['v = DMARC1 ; p = none', { policy: 'none' }],
  ])('%s', (record, expected) => expect(parseDmarc(record)).toMatchObject(expected));
  test.each([
    ['v=DMARC1'],
    ['v=DMARC1; p=refuse'],
    ['v=DMARC1; p=reject; p=none'],
    ['v=DMARC1; p=reject; sp=x'],
    ['v=DMARC1; p=reject; pct=101'],
    ['v=DMARC1, p=reject'],
    ['p=reject; v=DMARC1'],
  ])('%s is not heeded', (record) => expect(parseDmarc(record)).toBeNull());
  test('the version is exact', () =>
    expect(['v=DMARC2; p=none', 'v=dmarc1; p=none', 'v=DMARC10'].some(isDmarc)).toBe(false));
});

describe('DKIM keys by RFC 6376', () => {
  test.each([
    ['v=DKIM1; k=rsa; p=AA BB', { type: 'rsa', publicKey: 'AABB', testing: false }],
    ['p=AABB', { type: 'rsa' }],
    ['v=DKIM1; t=s:y; p=', { publicKey: '', testing: true }],
    ['k=ed25519; p=AA==', { type: 'ed25519' }],
  ])('%s', (record, expected) => expect(parseDkim(record)).toMatchObject(expected));
  test.each([['v=DKIM1'], ['v=DKIM2; p=AA'], ['p=AA; v=DKIM1'], ['p=*'], ['k=dsa; p=AA'], ['hello']])(
    '%s is none',
    (record) => expect(parseDkim(record)).toBeNull(),
  );
});
