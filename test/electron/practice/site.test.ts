import { existsSync, readFileSync, statSync } from 'node:fs';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { connect as http2Connect } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import { dirname } from 'node:path';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { FaultName } from '../../../electron/practice/faults';
import { type Practice, startPractice } from '../../../electron/practice/practice';

let practice: Practice;
let ca: Buffer;
let ports: { https: number; http: number };
beforeAll(async () => {
  practice = await startPractice({ state: 'good' });
  const { site } = parse(practice.targetYaml);
  ca = readFileSync(site.caFile);
  const port = (endpoint: string) => Number(endpoint.split(':')[1]);
  ports = { https: port(site.connect), http: port(site.http) };
});
afterAll(() => practice.stop());

async function withFault<T>(fault: FaultName, look: () => Promise<T>): Promise<T> {
  practice.state.set(fault);
  try {
    return await look();
  } finally {
    practice.state.repair(fault);
  }
}

const trusted = () => ({ ca, servername: 'shop.example', host: '127.0.0.1', port: ports.https });

interface Got {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}
function get(path: string, options: RequestOptions & { plain?: boolean } = {}): Promise<Got> {
  const { plain, ...rest } = options;
  return new Promise((resolve, reject) => {
    const request = plain
      ? httpRequest({ host: '127.0.0.1', port: ports.http, path, agent: false, ...rest })
      : httpsRequest({ ...trusted(), path, agent: false, ...rest });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    request.end();
  });
}

/** What a handshake comes to: the protocol and suite, or the error's code. */
function handshake(options: ConnectionOptions = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket: TLSSocket = connect({ ...trusted(), ...options }, () => {
      resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
      socket.destroy();
    });
    socket.on('error', (error: Error & { code?: string }) => resolve(error.code ?? error.message));
  });
}

describe('good', () => {
  test('certificate, HTTP/2 and headers hold', async () => {
    const session = http2Connect(`https://shop.example`, {
      createConnection: () => connect({ ...trusted(), ALPNProtocols: ['h2'] }),
    });
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      session.on('error', reject);
      const stream = session.request({ ':path': '/' });
      stream.on('response', resolve);
      stream.resume();
    });
    session.close();
    expect(headers).toMatchObject({
      ':status': 200,
      server: 'nginx',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers).not.toHaveProperty('content-security-policy');
  });

  test('plain HTTP redirects to the site, deep paths too', async () => {
    const { status, headers } = await get('/a/b?c=1', { plain: true });
    expect([status, headers.location]).toEqual([301, 'https://shop.example/a/b?c=1']);
  });

  test('an unknown path and a foreign origin get nothing', async () => {
    const { status, body, headers } = await get('/nothing', { headers: { Origin: 'https://evil.example' } });
    expect(status).toBe(404);
    expect(body).not.toMatch(/Traceback|File "/);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect((await get('/.env')).status).toBe(404);
  });

  test('the login page sets a session cookie with every attribute', async () => {
    const { headers } = await get('/login');
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^session=\S+; Secure; HttpOnly; .*SameSite=Lax/)]);
  });

  test('speaks TLS 1.3 and 1.2 and nothing older', async () => {
    expect(await handshake()).toMatch(/^TLSv1\.3 /);
    expect(await handshake({ maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2 ECDHE-ECDSA-/);
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    expect(await handshake(old)).toMatch(/PROTOCOL_VERSION/);
  });
});

describe('faults', () => {
  test.each([
    ['expired-certificate', 'CERT_HAS_EXPIRED'],
    ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['missing-intermediate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)('%s: %s', async (fault, code) => {
    expect(await withFault(fault, handshake)).toBe(code);
    expect(await handshake()).toMatch(/^TLSv1\.3/);
  });

  test.each([
    [
      'tls10',
      { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
      'TLSv1 ECDHE-ECDSA-AES128-SHA',
    ],
    ['weak-ciphers', { maxVersion: 'TLSv1.2', ciphers: 'eNULL:@SECLEVEL=0' }, 'TLSv1.2 ECDHE-ECDSA-NULL-SHA'],
  ] as const)('%s is accepted', async (fault, options, accepted) => {
    expect(await withFault(fault, () => handshake(options))).toBe(accepted);
  });

  test('no-http2 negotiates HTTP/1.1', async () => {
    const protocol = () =>
      new Promise<string | false | null>((resolve, reject) => {
        const socket = connect({ ...trusted(), ALPNProtocols: ['h2', 'http/1.1'] }, () => {
          resolve(socket.alpnProtocol);
          socket.destroy();
        });
        socket.on('error', reject);
      });
    expect(await protocol()).toBe('h2');
    expect(await withFault('no-http2', protocol)).toBe('http/1.1');
  });

  test.each<[FaultName, string, RequestOptions & { plain?: boolean }, (got: Got) => unknown, unknown]>([
    ['no-redirect', '/', { plain: true }, ({ status }) => status, 200],
    ['no-hsts', '/', {}, ({ headers }) => headers['strict-transport-security'], undefined],
    [
      'cors-reflect',
      '/',
      { headers: { Origin: 'https://evil.example' } },
      ({ headers }) => headers['access-control-allow-origin'],
      'https://evil.example',
    ],
    [
      'cookie-insecure',
      '/login',
      {},
      ({ headers }) => headers['set-cookie'],
      [expect.not.stringMatching(/Secure|HttpOnly/)],
    ],
    ['stack-trace', '/nothing', {}, ({ body }) => body, expect.stringContaining('Traceback (most recent call last)')],
    [
      'werkzeug-debugger',
      '/?__debugger__=yes&cmd=resource&f=debugger.js',
      {},
      ({ body }) => body,
      expect.stringContaining('EVALEX'),
    ],
    ['env-served', '/.env', {}, ({ body }) => body, expect.stringMatching(/^SECRET_KEY=[0-9a-f]{64}$/m)],
    ['server-banner', '/', {}, ({ headers }) => headers.server, 'nginx/1.22.1'],
  ])('%s shows on %s', async (fault, path, options, look, expected) => {
    expect(look(await get(path, options))).not.toEqual(expected);
    expect(look(await withFault(fault, () => get(path, options)))).toEqual(expected);
  });

  test('a burst of sign-ins is stopped, unless there is no limit', async () => {
    const burst = async () => {
      const statuses = new Set<number>();
      for (let i = 0; i < 30; i++) statuses.add((await get('/login', { method: 'POST' })).status);
      return [...statuses];
    };
    expect(await withFault('no-rate-limit', burst)).toEqual([200]);
    expect(await burst()).toContain(503);
  });
});

test('key and CA lie in a folder closed to others, which goes with the host', async () => {
  const other = await startPractice({ state: 'careless' });
  const { site, hosts } = parse(other.targetYaml);
  const folder = dirname(site.caFile);
  expect(dirname(hosts[0].ssh.identityFile)).toBe(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await other.stop();
  expect(existsSync(folder)).toBe(false);
});

test('an unknown state is refused with the list of those that there are', async () => {
  await expect(startPractice({ state: 'perfect' })).rejects.toThrow(
    /no practice state "perfect"; there are: good, careless,/,
  );
});
