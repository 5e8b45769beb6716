import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { siteLimits } from '../../../electron/site/site-context';
import { scanHandshake } from '../../../electron/site/tls-handshake-scan';
import { scanTls } from '../../../electron/site/tls-scan';
import { tlsHandshake } from '../../../shared/facts/site/tls-handshake';
import { u16, vector16 } from '../../../shared/tls/bytes';
import { isWeakScheme } from '../../../shared/tls/signature-schemes';
import { describeWith } from '../../support/needs';
import { startNginx } from '../../support/nginx';
import { tcpServer } from '../../support/tcp-server';
import {
  dhKeyExchange,
  extensionsOf,
  offerOf,
  onHello,
  record,
  refusal,
  serverHello,
  serverHelloDone,
} from '../../support/tls-responder';
import { gnutlsServer, opensslServer, shows } from '../../support/tls-servers';

interface Server {
  port: number;
  stop(): Promise<void>;
}
let server: Server | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

const limits = { ...siteLimits, handshakeMs: 10_000 };
async function handshakeOf(made: Promise<Server>) {
  server = await made;
  const endpoint = { address: '127.0.0.1', port: server.port, serverName: 'shop.example' };
  const options = { signal: new AbortController().signal, limits };
  const found = await scanHandshake(endpoint, await scanTls(endpoint, options), options);
  if (!found.ok) throw new Error(JSON.stringify(found.reason));
  return tlsHandshake.schema.parse(found.value);
}
type Seen = Awaited<ReturnType<typeof handshakeOf>>;

/** sslscan's groups and signatures, as numbers. */
function bySslscan(port: number) {
  const xml = execFileSync(
    'sslscan',
    ['--xml=-', '--no-heartbleed', '--no-ciphersuites', '--show-sigs', '--sni-name=shop.example', `127.0.0.1:${port}`],
    { encoding: 'utf8' },
  );
  const ids = (element: string, version: string): number[] =>
    [...xml.matchAll(new RegExp(`<${element} sslversion="${version}"[^>]* id="0x([0-9a-f]{4})"`, 'g'))]
      .map(([, id]) => Number.parseInt(id!, 16))
      .sort((a, b) => a - b);
  return { xml, ids };
}
const sorted = (ids: readonly number[]): number[] => [...ids].sort((a, b) => a - b);
const groupsOf = ({ groups }: Seen, version: string): number[] => {
  const found = groups.find((entry) => entry.version === version);
  expect(found?.complete).toBe(true);
  return sorted(found?.groups ?? []);
};
const nginx = async (https: string): Promise<Server> => {
  const { httpsPort, stop } = await startNginx({ https, certificate: (pki) => pki.leaf('rsa', { key: 'rsa:2048' }) });
  return { port: httpsPort, stop };
};

describeWith(['nginx', 'openssl', 'sslscan', 'gnutls-serv'], 'groups and signatures against sslscan', () => {
  test.each<[string, () => Promise<Server>]>([
    ['nginx, its defaults', () => nginx('ssl_protocols TLSv1.2 TLSv1.3;')],
    ['nginx, two groups', () => nginx('ssl_protocols TLSv1.2 TLSv1.3; ssl_ecdh_curve secp384r1:X25519;')],
    ['openssl s_server, RSA, its defaults', () => opensslServer((pki) => shows(pki.leaf('rsa', { key: 'rsa:2048' })))],
  ])('%s', async (_, start) => {
    const seen = await handshakeOf(start());
    const { ids } = bySslscan(server!.port);
    expect(ids('group', 'TLSv1.3').length).toBeGreaterThanOrEqual(2);
    for (const version of ['TLSv1.2', 'TLSv1.3']) expect(groupsOf(seen, version)).toEqual(ids('group', version));
    expect(seen.signatures?.complete).toBe(true);
    expect(sorted(seen.signatures?.schemes ?? [])).toEqual(ids('connection-signature-algorithm', 'TLSv1.2'));
  });
  test('gnutls-serv: the same groups; of signatures sslscan gives up, as it says yes to a made-up one', async () => {
    const seen = await handshakeOf(gnutlsServer('NORMAL', (pki) => [pki.leaf('rsa', { key: 'rsa:2048' })]));
    const { ids, xml } = bySslscan(server!.port);
    for (const version of ['TLSv1.2', 'TLSv1.3']) expect(groupsOf(seen, version)).toEqual(ids('group', version));
    expect(xml).toMatch(/sslversion="TLSv1.2" name="ANY"/);
    expect(seen.signatures?.schemes.filter(isWeakScheme)).toEqual([0x0201]);
  });
});

describeWith(['nginx', 'openssl', 'gnutls-serv'], 'what the handshake says beside', () => {
  const pair = (pki: Parameters<Parameters<typeof opensslServer>[0]>[0]) => shows(pki.leaf('rsa', { key: 'rsa:2048' }));
  test('OpenSSL with TLS 1.2 and 1.3: all that protects, nothing that harms', async () => {
    expect(await handshakeOf(opensslServer(pair))).toMatchObject({
      fallbackScsv: true,
      downgradeSentinel: true,
      secureRenegotiation: true,
      extendedMasterSecret: true,
      sessionTickets: true,
      heartbeat: false,
      compression: false,
      stapled: false,
      withoutName: 'same-certificate',
      orders: [
        { version: 'TLSv1.2', by: 'client' },
        { version: 'TLSv1.3', by: 'client' },
      ],
    });
  });
  test('an order of the server, no tickets', async () => {
    const https = 'ssl_protocols TLSv1.2; ssl_prefer_server_ciphers on; ssl_session_tickets off;';
    expect(await handshakeOf(nginx(https))).toMatchObject({
      sessionTickets: false,
      fallbackScsv: null,
      downgradeSentinel: null,
      orders: [{ version: 'TLSv1.2', by: 'server' }],
    });
  });
  test('TLS 1.3 only says little in clear', async () => {
    expect(await handshakeOf(opensslServer((pki) => [...pair(pki), '-tls1_3']))).toMatchObject({
      signatures: null,
      secureRenegotiation: null,
      heartbeat: null,
      withoutName: null,
    });
  });
  test('heartbeats of GnuTLS', async () => {
    const seen = await handshakeOf(gnutlsServer('NORMAL', (pki) => [pki.leaf('x')], '--heartbeat'));
    expect(seen.heartbeat).toBe(true);
  });
  test('another certificate without a name', async () => {
    const other = (pki: Parameters<typeof pair>[0]) => {
      const { certFile, keyFile } = pki.leaf('other', { key: 'rsa:2048', names: ['other.example'] });
      return ['-servername', 'shop.example', '-cert2', certFile, '-key2', keyFile];
    };
    const seen = await handshakeOf(opensslServer((pki) => [...pair(pki), ...other(pki)]));
    expect(seen.withoutName).toBe('other-certificate');
  });
});

describe('what no server of Debian 12 speaks', () => {
  test('X25519MLKEM768, named in a HelloRetryRequest', async () => {
    const accepts = [0x11ec, 0x001d];
    const hybrid = onHello((hello, socket) => {
      const extensions = offerOf(hello).isTls ? extensionsOf(hello) : new Map<number, Buffer>();
      const offered = extensions.get(10)?.subarray(2) ?? Buffer.alloc(0);
      const groups = Array.from({ length: offered.length / 2 }, (_, index) => offered.readUInt16BE(2 * index));
      const group = accepts.find((id) => groups.includes(id));
      if (!extensions.has(43) || group === undefined || !offerOf(hello).suites.includes(0x1301))
        return void socket.end(refusal);
      const chosen = [...u16(43), ...vector16(u16(0x0304)), ...u16(51), ...vector16(u16(group))];
      socket.end(serverHello(0x0303, 0x1301, { extensions: chosen }));
    });
    const { groups } = await handshakeOf(tcpServer(hybrid));
    expect(groups).toEqual([{ version: 'TLSv1.3', groups: accepts, complete: true }]);
  });
  test('compression, no renegotiation_info, no extended master secret', async () => {
    const old = onHello((hello, socket) => {
      const { isTls, version, suites } = offerOf(hello);
      if (!isTls || version !== 0x0301 || !suites.includes(0x0039)) return void socket.end(refusal);
      const compression = hello.includes(Buffer.from([2, 1, 0])) ? 1 : 0;
      const certificate = record(22, [11, 0, 0, 3, 0, 0, 0], 0x0301);
      const key = dhKeyExchange(0x0301, 128);
      socket.end(
        Buffer.concat([serverHello(0x0301, 0x0039, { compression }), certificate, key, serverHelloDone(0x0301)]),
      );
    });
    expect(await handshakeOf(tcpServer(old))).toMatchObject({
      compression: true,
      secureRenegotiation: false,
      extendedMasterSecret: false,
      withoutName: null,
    });
  });
  test('silence after the scan leaves everything open, and nothing is made up', async () => {
    let scanned = false;
    const endpointServer = await tcpServer(
      onHello((hello, socket) => {
        const { isTls, version, suites } = offerOf(hello);
        if (scanned) return;
        socket.end(isTls && version === 0x0301 && suites.includes(0x002f) ? serverHello(0x0301, 0x002f) : refusal);
      }),
    );
    server = endpointServer;
    const endpoint = { address: '127.0.0.1', port: endpointServer.port, serverName: 'shop.example' };
    const options = { signal: new AbortController().signal, limits: { ...limits, handshakeMs: 500 } };
    const scan = await scanTls(endpoint, options);
    scanned = true;
    expect(await scanHandshake(endpoint, scan, options)).toMatchObject({
      ok: true,
      value: { compression: null, heartbeat: null, withoutName: null, orders: [], groups: [] },
    });
  });
});
