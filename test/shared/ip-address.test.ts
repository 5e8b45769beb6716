import { describe, expect, it } from 'vitest';
import { formatIp, isLinkLocal, isLoopback, isPrivate, parseIp, prefixRange, unmapped } from '../../shared/ip-address';

describe('parseIp', () => {
  it.each([
    ['0.0.0.0', 'ipv4', 0n],
    ['255.255.255.255', 'ipv4', 0xffffffffn],
    ['::', 'ipv6', 0n],
    ['::1', 'ipv6', 1n],
    ['1::', 'ipv6', 1n << 112n],
    ['2001:DB8::5', 'ipv6', 0x20010db8000000000000000000000005n],
    ['::ffff:127.0.0.1', 'ipv6', 0xffff7f000001n],
    ['1:2:3:4:5:6:7:8', 'ipv6', 0x00010002000300040005000600070008n],
  ])('%s', (text, family, value) => {
    expect(parseIp(text)).toEqual({ family, value });
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4.5',
    ' 1.2.3.4',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'fe80::1%eth0',
    '[::1]',
    '::1.2.3',
    '1.2.3.4::',
    'g::',
  ])('refuses %j', (text) => {
    expect(parseIp(text)).toBeNull();
  });
});

// RFC 5952, section 4.
it.each([
  ['2001:0db8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['1:0:0:0:0:0:0:0', '1::'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['10:0:0:1:0:0:0:2', '10:0:0:1::2'],
  ['10.1.2.3', '10.1.2.3'],
])('formatIp: %s is %s', (given, written) => {
  expect(formatIp(parseIp(given)!)).toBe(written);
});

it('a prefix ignores the bits behind it', () => {
  const { first, last } = prefixRange(parseIp('10.1.2.3')!, 8);
  expect([first, last].map((value) => formatIp({ family: 'ipv4', value }))).toEqual(['10.0.0.0', '10.255.255.255']);
});

it('knows special addresses, and their neighbours', () => {
  const which = (test: (ip: NonNullable<ReturnType<typeof parseIp>>) => boolean, texts: string[]) =>
    texts.filter((text) => test(unmapped(parseIp(text)!)));
  const texts = ['127.0.0.1', '128.0.0.1', '::1', '::2', '::ffff:127.0.0.9', 'fe80::1', 'fec0::1', '169.254.1.1'];
  expect(which(isLoopback, texts)).toEqual(['127.0.0.1', '::1', '::ffff:127.0.0.9']);
  expect(which(isLinkLocal, texts)).toEqual(['fe80::1', '169.254.1.1']);
  expect(
    which(isPrivate, ['10.0.0.1', '11.0.0.1', '172.31.0.1', '172.32.0.1', '100.64.0.1', 'fd00::1', 'fe00::1']),
  ).toEqual(['10.0.0.1', '172.31.0.1', '100.64.0.1', 'fd00::1']);
});
