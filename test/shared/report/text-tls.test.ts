import { expect, test } from 'vitest';
import { tlsAccepted } from '../../../shared/pictures/tls-accepted';
import { plain } from '../../../shared/report/palette';
import { tlsTable } from '../../../shared/report/text-tls';
import { suite } from '../../support/site-facts';

const refused = { outcome: 'alert' as const, detail: null, suites: [], complete: true };

test('the versions newest first, each suite with its number and what is wrong with it', () => {
  const versions = tlsAccepted(
    [
      { version: 'SSLv2', ...refused },
      { version: 'SSLv3', ...refused, outcome: 'timeout' as const, complete: false },
      { version: 'TLSv1.0', ...refused, outcome: 'accepted' as const, suites: [suite(0x0005)], complete: false },
      { version: 'TLSv1.1', ...refused },
      {
        version: 'TLSv1.2',
        ...refused,
        outcome: 'accepted',
        suites: [suite(0xc02f), suite(0xc013), suite(0x9e, 1024)],
      },
    ],
    {
      orders: [{ version: 'TLSv1.2', by: 'server' }],
      groups: [{ version: 'TLSv1.2', groups: [0x11ec, 29], complete: true }],
      signatures: null,
      fallbackScsv: null,
      downgradeSentinel: null,
      secureRenegotiation: null,
      extendedMasterSecret: null,
      sessionTickets: null,
      heartbeat: null,
      compression: null,
      stapled: null,
      withoutName: null,
      connections: 1,
    },
  );
  expect(tlsTable(versions, { palette: plain, width: 80, verbose: false })).toEqual([
    'TLS as offered to the site',
    "  TLS 1.2  accepted; the server's order; groups X25519MLKEM768, x25519",
    '    c02f  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    '    c013  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA     weak: no authenticated encryption (CBC)',
    '    009e  TLS_DHE_RSA_WITH_AES_128_GCM_SHA256    broken: DH of 1024 bits',
    '  TLS 1.0  accepted',
    '    0005  TLS_RSA_WITH_RC4_128_SHA  broken: RC4',
    '    and perhaps more: the list could not be ended',
    '  SSL 3    no clear answer',
    '  refused  TLS 1.1, SSL 2',
  ]);
});
