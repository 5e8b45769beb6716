import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyPair, makePki, type Pki } from './pki';

/** A private nginx of Debian's on loopback: its own prefix in a temporary folder, its own ports, gone after `stop`. */

export interface NginxOptions {
  /** Inside the https server; `ssl_certificate` and `listen` are there already. By default a plain page. */
  https?: string;
  /** Inside the http server. By default the redirect to https. */
  http?: string;
  /** Inside `http {}`, before the servers. */
  top?: string;
  serverName?: string;
  /** What the https server shows; by default a leaf for `serverName`, 127.0.0.1 and ::1. Null: no TLS on the https port. */
  certificate?: ((pki: Pki) => KeyPair) | null;
  /** A second certificate beside it, for clients that speak its kind of key only. */
  second?: (pki: Pki) => KeyPair;
  /** Files below the document root. */
  files?: Record<string, string | Buffer>;
}
export interface RunningNginx {
  httpsPort: number;
  httpPort: number;
  caFile: string;
  pki: Pki;
  /** The prefix: `nginx.conf`, `html/`, `logs/`. */
  directory: string;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export const redirectToHttps = (httpsPort: number, name = 'shop.example'): string =>
  `return 301 https://${name}:${httpsPort}$request_uri;`;

export async function startNginx(options: NginxOptions = {}): Promise<RunningNginx> {
  const directory = mkdtempSync(join(tmpdir(), 'gonogo-nginx-'));
  for (const folder of ['html', 'logs', 'tmp']) mkdirSync(join(directory, folder));
  const pki = makePki(join(directory, 'pki'));
  const serverName = options.serverName ?? 'shop.example';
  const certificate =
    options.certificate === null
      ? null
      : (options.certificate ?? (({ leaf }) => leaf('leaf', { names: [serverName, '127.0.0.1', '::1'] })))(pki);
  const second = options.second?.(pki);
  const shown = [certificate, second].map((pair) =>
    pair ? `ssl_certificate ${pair.certFile};\n    ssl_certificate_key ${pair.keyFile};` : '',
  );
  const [httpsPort, httpPort] = [await freePort(), await freePort()];
  writeFileSync(join(directory, 'html/index.html'), '<!doctype html><title>Example Shop</title>\n');
  for (const [name, content] of Object.entries(options.files ?? {})) {
    mkdirSync(join(directory, 'html', name, '..'), { recursive: true });
    writeFileSync(join(directory, 'html', name), content);
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    join(directory, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log ${directory}/logs/error.log;
events {}
http {
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${directory}/tmp/${kind};`).join('\n  ')}
  ${options.top ?? ''}
  server {
    listen 127.0.0.1:${httpsPort}${certificate ? ' ssl http2' : ''};
    server_name ${serverName};
    root ${directory}/html;
    ${shown.join('\n    ')}
    ${options.https ?? ''}
  }
  server {
    listen 127.0.0.1:${httpPort};
    server_name ${serverName};
    root ${directory}/html;
    ${options.http ?? redirectToHttps(httpsPort, serverName)}
  }
}
`,
  );
  const nginx = spawn('nginx', ['-p', directory, '-c', join(directory, 'nginx.conf')], {
    stdio: 'ignore',
  });
  const gone = new Promise<void>((resolve) => nginx.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    nginx.kill('SIGTERM');
    await gone;
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await untilListening(httpPort, () => nginx.exitCode !== null);
  } catch (thrown) {
    const log = readFileSync(join(directory, 'logs/error.log'), { encoding: 'utf8', flag: 'a+' });
    const test = execFileSync('sh', ['-c', 'nginx -t -p "$1" -c "$1/nginx.conf" 2>&1 || :', 'sh', directory], {
      encoding: 'utf8',
    });
    await stop();
    throw new Error(`nginx did not start: ${log}${test}`, { cause: thrown });
  }
  return { httpsPort, httpPort, caFile: pki.caFile, pki, directory, stop };
}

export async function untilListening(port: number, isGone: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answered = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ host: '127.0.0.1', port });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (answered) return;
    if (isGone()) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing listens on port ${port}`);
}
