import { describe, expect, test } from 'vitest';
import { unseen } from '../../../shared/fact';
import { certificate } from '../../../shared/facts/site/certificate';
import { certificateFact, judgeSite, leaf, noteCodes, unseenFact } from '../../support/site-facts';

describe('tls.chain', () => {
  const chain = (stated: Parameters<typeof certificateFact>[0]) => judgeSite('tls.chain', [certificateFact(stated)]);
  test('passes on a public root', () => expect(chain({})).toMatchObject({ status: 'pass', code: 'trusted' }));
  test('passes on the CA of the target, and says so', () => {
    const finding = chain({ trust: 'ca-file', publicResult: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', caFileResult: 'OK' });
    expect(finding).toMatchObject({ status: 'pass', code: 'own-ca' });
    expect(noteCodes(finding)).toEqual(['ca-file-named']);
  });
  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown-root'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'incomplete'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'incomplete'],
    ['CERT_HAS_EXPIRED', 'expired'],
    ['CERT_SIGNATURE_FAILURE', 'invalid'],
  ])('fails on %s', (publicResult, code) =>
    expect(chain({ trust: 'none', publicResult })).toMatchObject({ status: 'fail', code }),
  );
  test('is an error when it could not be seen', () => {
    const facts = [unseenFact(certificate, unseen('timeout', { seconds: 5 }).reason)];
    expect(judgeSite('tls.chain', facts)).toMatchObject({ status: 'error', code: 'timeout' });
    expect(judgeSite('tls.chain', [])).toMatchObject({ status: 'error', code: 'not-collected' });
  });
});

test.each([
  [{}, 'pass', 'matches'],
  [{ hostnameMatches: false }, 'fail', 'other'],
  [{ hostnameMatches: false, chain: [leaf({ dnsNames: [] })] }, 'fail', 'no-names'],
])('tls.hostname %#', (stated, status, code) =>
  expect(judgeSite('tls.hostname', [certificateFact(stated)])).toMatchObject({ status, code }),
);

const between = (notBefore: string, notAfter: string) => certificateFact({ chain: [leaf({ notBefore, notAfter })] });

test.each([
  ['2026-11-01T00:00:00Z', '2027-01-30T00:00:00Z', 'pass', 'valid'],
  ['2026-01-01T00:00:00Z', '2026-11-24T11:59:59Z', 'fail', 'expired'],
  ['2026-11-24T12:00:01Z', '2027-01-01T00:00:00Z', 'fail', 'not-yet'],
])('tls.validity of %s to %s', (from, to, status, code) =>
  expect(judgeSite('tls.validity', [between(from, to)])).toMatchObject({ status, code }),
);
test('tls.validity sees an expired intermediate', () => {
  const chain = [leaf(), leaf({ subject: 'CN=Old CA', notAfter: '2026-11-01T00:00:00Z' })];
  expect(judgeSite('tls.validity', [certificateFact({ chain })])).toMatchObject({
    status: 'fail',
    params: { subject: 'CN=Old CA' },
  });
});

test.each([
  // The run is at 2026-11-24T12:00:00Z.
  ['2026-11-01T00:00:00Z', '2027-01-30T00:00:00Z', 'pass', 'enough', []],
  ['2026-10-01T00:00:00Z', '2026-12-20T12:00:00Z', 'pass', 'enough', ['below-thirty']],
  ['2026-10-01T00:00:00Z', '2026-12-08T12:00:01Z', 'pass', 'enough', ['below-thirty']],
  ['2026-10-01T00:00:00Z', '2026-12-08T12:00:00Z', 'fail', 'soon', []],
  ['2026-11-22T12:00:00Z', '2026-11-28T12:00:00Z', 'pass', 'short-lived', []],
  ['2026-11-20T12:00:00Z', '2026-11-26T12:00:00Z', 'fail', 'short-lived-late', []],
  ['2026-11-10T00:00:00Z', '2026-11-20T00:00:00Z', 'fail', 'expired', []],
  ['2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z', 'pass', 'enough', ['too-long']],
])('tls.expiry of %s to %s is %s', (from, to, status, code, notes) => {
  const finding = judgeSite('tls.expiry', [between(from, to)]);
  expect(finding).toMatchObject({ status, code });
  expect(noteCodes(finding)).toEqual(notes);
});

test.each([
  [leaf(), 'pass'],
  [leaf({ key: { type: 'rsa', bits: 2048, curve: null } }), 'pass'],
  [leaf({ key: { type: 'ed25519', bits: null, curve: null } }), 'pass'],
  [leaf({ key: { type: 'rsa', bits: 2047, curve: null } }), 'fail'],
  [leaf({ key: { type: 'rsa', bits: null, curve: null } }), 'fail'],
  [leaf({ key: { type: 'ec', bits: 224, curve: 'secp224r1' } }), 'fail'],
  [leaf({ key: { type: 'dsa', bits: 3072, curve: null } }), 'fail'],
  [leaf({ key: { type: 'other', bits: null, curve: null } }), 'fail'],
  [leaf({ signature: 'sha1WithRSAEncryption' }), 'fail'],
  [leaf({ signature: 'ecdsa-with-SHA1' }), 'fail'],
  [leaf({ signature: 'RSASSA-PSS with SHA1' }), 'fail'],
  [leaf({ signature: 'md5WithRSAEncryption' }), 'fail'],
  [leaf({ signature: 'sha512WithRSAEncryption' }), 'pass'],
])('tls.key %#', (certificate_, status) => {
  expect(judgeSite('tls.key', [certificateFact({ chain: [certificate_] })]).status).toBe(status);
});
test('tls.key does not mind the signature of a root', () => {
  const root = leaf({ signature: 'sha1WithRSAEncryption', selfSigned: true });
  expect(judgeSite('tls.key', [certificateFact({ chain: [leaf(), root] })]).status).toBe('pass');
});

test.each([
  ['h2', 'pass'],
  ['http/1.1', 'fail'],
  [null, 'fail'],
] as const)('tls.http2 with %s', (alpn, status) =>
  expect(judgeSite('tls.http2', [certificateFact({ alpn })]).status).toBe(status),
);
