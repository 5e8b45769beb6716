import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { siteLimits } from '../../../electron/site/site-context';
import { scanTls } from '../../../electron/site/tls-scan';
import { tls } from '../../../shared/facts/site/tls';
import { freePort } from '../../support/nginx';
import { tcpServer } from '../../support/tcp-server';
import { offerOf, onHello, refusal, responder, serverHello } from '../../support/tls-responder';

let stop: (() => Promise<void>) | null = null;
afterEach(async () => {
  await stop?.();
  stop = null;
});

const limits = { ...siteLimits, handshakeMs: 300, scanMs: 4_000 };
async function scan(onConnection: (socket: Socket) => void, signal = new AbortController().signal) {
  const server = await tcpServer(onConnection);
  stop = server.stop;
  return scanTls({ address: '127.0.0.1', port: server.port, serverName: 'shop.example' }, { signal, limits });
}
describe('what no library speaks any more', () => {
  test('SSLv3 is seen, with its suites in the order of the server', async () => {
    const found = await scan(responder({ accepts: { 768: [0x0005, 0x0004, 0x000a] } }));
    if (!found.ok) throw new Error(found.reason.code);
    expect(tls.schema.safeParse(found.value).success).toBe(true);
    expect(found.value.versions.map(({ version, outcome }) => [version, outcome])).toEqual([
      ['SSLv2', 'other-version'],
      ['SSLv3', 'accepted'],
      ['TLSv1.0', 'alert'],
      ['TLSv1.1', 'alert'],
      ['TLSv1.2', 'alert'],
      ['TLSv1.3', 'alert'],
    ]);
    expect(found.value.versions[1]?.suites.map(({ id }) => id)).toEqual([0x0005, 0x0004, 0x000a]);
  });
  test('SSLv2 is seen', async () => {
    const found = await scan(responder({ ssl2: true, accepts: {} }));
    expect(found).toMatchObject({
      ok: true,
      value: { versions: [{ version: 'SSLv2', outcome: 'accepted' }, {}, {}, {}, {}, {}] },
    });
  });
  test('EXPORT is seen, with its group of 512 bits', async () => {
    const dhe = [0x0014];
    const dhPrime = (suite: number) => (dhe.includes(suite) ? 64 : null);
    const found = await scan(responder({ accepts: { 769: [...dhe, 0x0003, 0x0062] }, dhPrime }));
    if (!found.ok) throw new Error(found.reason.code);
    expect(found.value.versions[2]?.suites).toEqual([
      { id: 0x0014, name: 'TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA', dhBits: 512 },
      { id: 0x0003, name: 'TLS_RSA_EXPORT_WITH_RC4_40_MD5', dhBits: null },
      { id: 0x0062, name: 'TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA', dhBits: null },
    ]);
  });
  test('a server that hangs up on large hellos is asked in small ones', async () => {
    const found = await scan(responder({ accepts: { 768: [0x0005, 0xc02f] }, largestHello: 300 }));
    if (!found.ok) throw new Error(found.reason.code);
    const [, version] = found.value.versions;
    expect(version).toMatchObject({ outcome: 'accepted', complete: true });
    expect(version?.suites.map(({ id }) => id).sort((a, b) => a - b)).toEqual([0x0005, 0xc02f]);
  });
});

describe('servers that do not answer as they should', () => {
  test('a server that chooses what was not offered is not believed', async () => {
    const found = await scan(
      onHello((hello, socket) => socket.end(offerOf(hello).isTls ? serverHello(0x0303, 0x1234) : refusal)),
    );
    expect(found).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
  test('accepting and then silence leaves the list open', async () => {
    let answered = 0;
    const found = await scan(
      onHello((hello, socket) => {
        const { isTls, version, suites } = offerOf(hello);
        if (!isTls || version !== 0x0303 || !suites.includes(0xc02f))
          return void (suites.includes(0x0005) && answered > 0 ? null : socket.end(refusal));
        answered += 1;
        socket.end(serverHello(0x0303, 0xc02f));
      }),
    );
    if (!found.ok) throw new Error(found.reason.code);
    expect(found.value.versions[4]).toMatchObject({ outcome: 'accepted', complete: false });
  });
  test.each<[string, (socket: Socket) => void, string]>([
    ['plain HTTP', onHello((_, socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')), 'malformed'],
    ['a tarpit', () => {}, 'timeout'],
    ['a reset', (socket) => socket.resetAndDestroy(), 'closed'],
    ['hanging up', (socket) => socket.end(), 'closed'],
    ['alerts only', onHello((_, socket) => socket.end(refusal)), 'refused'],
    ['a record that never ends', onHello((_, socket) => socket.write(Buffer.from([22, 3, 3, 0x40, 0]))), 'timeout'],
    ['an impossible record', onHello((_, socket) => socket.end(Buffer.from([22, 3, 3, 0xff, 0xff]))), 'malformed'],
  ])('%s', async (_, onConnection, code) => {
    expect(await scan(onConnection)).toMatchObject({ ok: false, reason: { code } });
  });
  test('a closed port', async () => {
    const endpoint = { address: '127.0.0.1', port: await freePort(), serverName: null };
    const found = await scanTls(endpoint, { signal: new AbortController().signal, limits });
    expect(found).toMatchObject({ ok: false, reason: { code: 'refused' } });
  });
  test('cancelling ends it', async () => {
    const cancel = new AbortController();
    const found = await scan(() => cancel.abort(), cancel.signal);
    expect(found).toMatchObject({ ok: false, reason: { code: 'cancelled' } });
  });
  test('never more than four connections at once', async () => {
    let now = 0;
    let most = 0;
    await scan((socket) => {
      now += 1;
      most = Math.max(most, now);
      socket.once('close', () => {
        now -= 1;
      });
      socket.once('data', () => setTimeout(() => socket.end(refusal), 20));
    });
    expect(most).toBeGreaterThan(1);
    // A connection that we ended may not have been closed on this side yet when the next one begins.
    expect(most).toBeLessThanOrEqual(2 * limits.connections);
  });
});
