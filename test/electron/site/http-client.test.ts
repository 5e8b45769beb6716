import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { httpClient } from '../../../electron/site/http-client';
import { limited } from '../../../electron/site/limited';
import { siteLimits } from '../../../electron/site/site-context';
import { freePort } from '../../support/nginx';
import { siteTarget } from '../../support/site-facts';
import { tcpServer } from '../../support/tcp-server';

let stop: (() => Promise<void>) | null = null;
afterEach(async () => {
  await stop?.();
  stop = null;
});

const clientFor = (port: number, signal = new AbortController().signal) => {
  const target = siteTarget();
  const address = '127.0.0.1';
  return httpClient(
    {
      target,
      site: target.site!,
      endpoint: {
        address,
        port: 1,
        http: { address, port },
        hostname: 'shop.example',
        serverName: null,
        host: 'shop.example',
      },
      ca: { ok: true, value: null },
      signal,
      limits: { ...siteLimits, exchangeMs: 400, bodyBytes: 1000 },
      userAgent: 'gonogo/test',
    },
    'http',
    limited(4),
  );
};
async function ask(onRequest: (socket: Socket, request: string) => void, signal?: AbortSignal) {
  const server = await tcpServer((socket) => socket.on('data', (data) => onRequest(socket, data.toString('latin1'))));
  const client = clientFor(server.port, signal);
  stop = async () => {
    client.close();
    await server.stop();
  };
  return client.ask({ path: '/x?y=%FF', headers: { Origin: 'null' } });
}
const answer = (text: string) => (socket: Socket) => void socket.write(text.replace(/\n/g, '\r\n'));

describe('one exchange', () => {
  test('sends path and headers as they are, with the Host of the site', async () => {
    let sent = '';
    await ask((socket, request) => {
      sent = request;
      answer('HTTP/1.1 204 No Content\n\n')(socket);
    });
    expect(sent).toMatch(/^GET \/x\?y=%FF HTTP\/1\.1\r\n/);
    expect(sent).toMatch(/\r\nHost: shop\.example:\d+\r\n/);
    expect(sent).toMatch(/\r\nUser-Agent: gonogo\/test\r\n/);
    expect(sent).toMatch(/\r\nOrigin: null\r\n/);
    expect(sent).toMatch(/\r\nAccept-Encoding: identity\r\n/);
  });
  test('keeps duplicates and order, and follows no redirect', async () => {
    const text = 'HTTP/1.1 302 Found\nLocation: /elsewhere\nSet-Cookie: a=1\nset-cookie: b=2\nContent-Length: 0\n\n';
    expect(await ask(answer(text))).toMatchObject({
      ok: true,
      value: {
        status: 302,
        headers: [
          ['Location', '/elsewhere'],
          ['Set-Cookie', 'a=1'],
          ['set-cookie', 'b=2'],
          ['Content-Length', '0'],
        ],
      },
    });
  });
  test('an endless body is cut', async () => {
    const read = await ask((socket) => {
      answer('HTTP/1.1 200 OK\n\n')(socket);
      const timer = setInterval(() => socket.write('x'.repeat(500)), 5);
      socket.once('close', () => clearInterval(timer));
    });
    expect(read).toMatchObject({ ok: true, value: { cut: true } });
    expect(read.ok && read.value.body.length).toBe(1000);
  });
  const encoded = (coding: string, body: Buffer) => (socket: Socket) => {
    answer(`HTTP/1.1 200 OK\nContent-Encoding: ${coding}\nContent-Length: ${body.length}\n\n`)(socket);
    socket.write(body);
  };
  test.each([
    ['gzip', gzipSync('SECRET_KEY=x')],
    ['X-GZip', gzipSync('SECRET_KEY=x')],
    ['deflate', deflateSync('SECRET_KEY=x')],
    ['br', brotliCompressSync('SECRET_KEY=x')],
    ['gzip, br', brotliCompressSync(gzipSync('SECRET_KEY=x'))],
    ['identity', Buffer.from('SECRET_KEY=x')],
  ])('a body in %s, which nobody asked for, hides nothing', async (coding, body) => {
    const read = await ask(encoded(coding, body));
    expect(read.ok && read.value.body.toString()).toBe('SECRET_KEY=x');
  });
  test('a compression bomb is cut like any long body', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024)));
    const read = await ask(encoded('gzip, gzip', bomb));
    expect(read).toMatchObject({ ok: true, value: { cut: true } });
    expect(read.ok && read.value.body.length).toBe(1000);
  });
  test.each([
    ['zstd', Buffer.from('x')],
    ['gzip', Buffer.from('SECRET_KEY=x')],
    ['gzip', gzipSync('SECRET_KEY=x').subarray(0, 20)],
    ['gzip, gzip, gzip', gzipSync('x')],
  ])('%s that we cannot undo leaves it unseen', async (coding, body) =>
    expect(await ask(encoded(coding, body))).toMatchObject({ ok: false, reason: { code: 'malformed' } }),
  );
  test('an answer without a body may name a coding', async () => {
    const read = await ask(answer('HTTP/1.1 304 Not Modified\nContent-Encoding: gzip\n\n'));
    expect(read).toMatchObject({ ok: true, value: { status: 304, cut: false } });
  });
  test.each<[string, (socket: Socket) => void, string]>([
    ['a slow body', answer('HTTP/1.1 200 OK\nContent-Length: 50\n\nx'), 'timeout'],
    ['silence', () => {}, 'timeout'],
    ['no HTTP', answer('SSH-2.0-OpenSSH_9.2\n'), 'malformed'],
    ['a header without end', answer(`HTTP/1.1 200 OK\nX: ${'a'.repeat(20_000)}\n\n`), 'too-big'],
    ['two lengths', answer('HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\nx'), 'malformed'],
    ['another protocol', answer('HTTP/1.1 101 Switching Protocols\nUpgrade: x\nConnection: Upgrade\n\n'), 'malformed'],
    ['an end in the middle', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nx'), 'closed'],
    ['hanging up', (socket) => socket.end(), 'closed'],
    ['a reset', (socket) => socket.resetAndDestroy(), 'closed'],
  ])('%s', async (_, onRequest, code) => {
    expect(await ask(onRequest)).toMatchObject({ ok: false, reason: { code } });
  });
  test('a closed port is refused', async () => {
    expect(await clientFor(await freePort()).ask({ path: '/' })).toMatchObject({
      ok: false,
      reason: { code: 'refused' },
    });
  });
  test('cancelling ends it', async () => {
    const cancel = new AbortController();
    expect(await ask(() => cancel.abort(), cancel.signal)).toMatchObject({ ok: false, reason: { code: 'cancelled' } });
  });
  test('a kept connection that the server has closed is replaced', async () => {
    let connections = 0;
    const server = await tcpServer((socket) => {
      connections += 1;
      socket.once('data', () => {
        answer('HTTP/1.1 200 OK\nContent-Length: 0\n\n')(socket);
        // The next request on this connection meets a reset.
        socket.once('data', () => socket.resetAndDestroy());
      });
    });
    const client = clientFor(server.port);
    stop = async () => {
      client.close();
      await server.stop();
    };
    expect(await client.ask({ path: '/' })).toMatchObject({ ok: true });
    expect(await client.ask({ path: '/' })).toMatchObject({ ok: true });
    expect(connections).toBe(2);
  });
});
