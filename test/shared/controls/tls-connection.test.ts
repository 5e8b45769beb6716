import { describe, expect, test } from 'vitest';
import { unseen } from '../../../shared/fact';
import { tls } from '../../../shared/facts/site/tls';
import { tlsHandshake } from '../../../shared/facts/site/tls-handshake';
import { factOf, judgeSite, noteCodes, suite, tlsFact, unseenFact } from '../../support/site-facts';

const accepts = (...ids: (number | [number, number])[]) => ({
  outcome: 'accepted' as const,
  suites: ids.map((id) => (typeof id === 'number' ? suite(id) : suite(...id))),
});
const protocols = (stated: Parameters<typeof tlsFact>[0]) => judgeSite('tls.protocols', [tlsFact(stated)]);
const ciphers = (stated: Parameters<typeof tlsFact>[0]) => judgeSite('tls.ciphers', [tlsFact(stated)]);

describe('tls.protocols', () => {
  test('passes on 1.2 and 1.3', () => expect(protocols({})).toMatchObject({ status: 'pass', notes: [] }));
  test('remarks on a missing 1.3', () => {
    expect(noteCodes(protocols({ 'TLSv1.3': { outcome: 'alert', suites: [] } }))).toEqual(['only-12']);
  });
  test.each(['SSLv2', 'SSLv3', 'TLSv1.0', 'TLSv1.1'] as const)('fails on %s', (version) => {
    expect(protocols({ [version]: { outcome: 'accepted' } })).toMatchObject({
      status: 'fail',
      params: { old: [version] },
    });
  });
  test.each(['alert', 'other-version', 'closed', 'reset'] as const)('takes %s for a refusal', (outcome) => {
    expect(protocols({ 'TLSv1.0': { outcome } }).status).toBe('pass');
  });
  test.each(['timeout', 'not-tls', 'malformed'] as const)('is never green after %s', (outcome) => {
    expect(protocols({ 'TLSv1.0': { outcome, complete: false } })).toMatchObject({ status: 'error', code: 'unclear' });
  });
  test('is an error when nothing could be seen', () => {
    const facts = [unseenFact(tls, unseen('refused', { what: 'port 443' }).reason)];
    expect(judgeSite('tls.protocols', facts).status).toBe('error');
  });
});

describe('tls.ciphers', () => {
  test('passes on forward-secret AEAD', () => expect(ciphers({})).toMatchObject({ status: 'pass', notes: [] }));
  test.each([
    [0x0005, 'RC4'],
    [0x000a, '3DES'],
    [0x0009, 'DES'],
    [0x0001, 'NULL'],
    [0x0008, 'EXPORT'],
    [0xc018, 'anonymous'],
    [0x00a6, 'anonymous'],
  ])('fails on %i (%s)', (id, because) => {
    const finding = ciphers({ 'TLSv1.2': accepts(0xc02b, id) });
    expect(finding).toMatchObject({ status: 'fail', code: 'broken' });
    expect(finding.observed).toContain(`(${because})`);
  });
  test('fails on a DH group below 2048 bits, in whichever version it shows', () => {
    const stated = { 'TLSv1.2': accepts(0xc02b, [0x009e, 2048]), 'TLSv1.1': accepts([0x009e, 1024]) };
    expect(ciphers(stated).observed).toContain('DH of 1024 bits');
    expect(ciphers({ 'TLSv1.2': accepts(0xc02b, [0x009e, 2048]) }).status).toBe('pass');
  });
  test('remarks on CBC and on what is outside of a guideline', () => {
    const finding = ciphers({ 'TLSv1.2': accepts(0xc02b, 0xc009, [0x009e, 2048]) });
    expect(noteCodes(finding)).toEqual(['cbc', 'beyond-57', 'beyond-60']);
    expect(finding.notes[1]?.params.suites).toEqual(['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA']);
  });
  test('wants one that is forward-secret and authenticated', () => {
    expect(ciphers({ 'TLSv1.2': accepts(0xc009), 'TLSv1.3': { outcome: 'alert', suites: [] } })).toMatchObject({
      status: 'fail',
      code: 'no-forward-secret-aead',
    });
  });
  test('is never green when the list may go on, but fails on what it saw', () => {
    const cut = { ...accepts(0xc02b), complete: false };
    expect(ciphers({ 'TLSv1.2': cut })).toMatchObject({ status: 'error', code: 'incomplete' });
    expect(ciphers({ 'TLSv1.2': { ...accepts(0x0005), complete: false } }).status).toBe('fail');
  });
});

test('tls.forward-secrecy fails on static RSA only', () => {
  const judged = (...ids: number[]) => judgeSite('tls.forward-secrecy', [tlsFact({ 'TLSv1.2': accepts(...ids) })]);
  expect(judged(0xc02b, 0xc009).status).toBe('pass');
  expect(judged(0xc02b, 0x009c)).toMatchObject({
    status: 'fail',
    params: { suites: ['TLS_RSA_WITH_AES_128_GCM_SHA256'] },
  });
  const cut = [tlsFact({ 'TLSv1.2': { ...accepts(0xc02b), complete: false } })];
  expect(judgeSite('tls.forward-secrecy', cut).status).toBe('error');
});

describe('remarks on the handshake decide nothing', () => {
  const harmless = {
    orders: [],
    groups: [{ version: 'TLSv1.3' as 'TLSv1.2' | 'TLSv1.3', groups: [0x11ec, 29, 23, 24], complete: true }],
    signatures: { schemes: [0x0403], complete: true },
    fallbackScsv: true,
    downgradeSentinel: true,
    secureRenegotiation: true,
    extendedMasterSecret: true,
    sessionTickets: true,
    heartbeat: false,
    compression: false,
    stapled: false,
    withoutName: null,
    connections: 1,
  };
  const judged = (control: string, stated: Partial<typeof harmless>) =>
    judgeSite(control, [tlsFact(), factOf(tlsHandshake, { ...harmless, ...stated })]);
  test('none on a good server', () => {
    for (const control of ['tls.protocols', 'tls.ciphers'])
      expect(judged(control, {})).toMatchObject({ status: 'pass', notes: [] });
  });
  test.each([
    ['compression', { compression: true }],
    ['heartbeat', { heartbeat: true }],
    ['unsafe-renegotiation', { secureRenegotiation: false }],
    ['no-master-secret', { extendedMasterSecret: false }],
    ['no-sentinel', { downgradeSentinel: false }],
    ['no-fallback-scsv', { fallbackScsv: false }],
  ])('%s', (code, stated) => {
    const finding = judged('tls.protocols', stated);
    expect([finding.status, noteCodes(finding)]).toEqual(['pass', [code]]);
  });
  test('groups outside of the guideline, and SHA-1', () => {
    const groups = [{ version: 'TLSv1.2' as const, groups: [23, 25], complete: true }];
    const finding = judged('tls.ciphers', { groups, signatures: { schemes: [0x0403, 0x0201], complete: true } });
    expect(finding).toMatchObject({
      status: 'pass',
      notes: [
        { code: 'groups-beyond-60', params: { groups: ['secp521r1'] } },
        { code: 'weak-signatures', params: { schemes: ['rsa_pkcs1_sha1'] } },
      ],
    });
  });
});
