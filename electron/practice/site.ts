import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type Server, type Socket } from 'node:net';
import type { Server as TlsServer } from 'node:tls';
import { listen } from './listen';
import { loginLimit } from './login-limit';
import { type Page, page } from './pages';
import type { PracticeAuthority, WantedCertificate } from './practice-authority';
import type { SiteState } from './site-state';

export interface SiteOptions {
  httpsPort: number;
  httpPort: number;
  name: string;
  authority: PracticeAuthority;
  site: () => SiteState;
  envFile: () => string;
}
export interface PracticeSite {
  httpsPort: number;
  httpPort: number;
  close(): Promise<void>;
}

/** nginx in front of an app, as it looks from outside: HTTPS with HTTP/2, and plain HTTP that redirects. */
export async function practiceSite(options: SiteOptions): Promise<PracticeSite> {
  const limit = loginLimit();
  const answer = (request: { method?: string; url?: string; headers: { origin?: string } }): Page => {
    const { method = 'GET', url = '/' } = request;
    const site = options.site();
    // nginx would count reading the form too. Only sign-ins count here, or a second check within seconds would see no form.
    if (site.rateLimit && method === 'POST' && /^\/login(?:\?|$)/.test(url) && !limit()) return tooMany;
    return page(site, { method, target: url, origin: request.headers.origin }, options.envFile());
  };
  const dressed = (site: SiteState, { status, headers, body }: Page): Page => ({
    status,
    headers: { Server: site.server, ...headers, ...site.headers },
    body,
  });
  const onSecure = (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) =>
    send(request.method, response as ServerResponse, dressed(options.site(), answer(request)));
  const onPlain = (request: IncomingMessage, response: ServerResponse) => {
    const site = options.site();
    const to = redirect(`https://${options.name}${request.url ?? '/'}`);
    send(
      request.method,
      response,
      site.redirect ? { ...to, headers: { Server: site.server, ...to.headers } } : dressed(site, answer(request)),
    );
  };

  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  // Protocols and suites belong to a TLS server for life, so each TLS state has its own, behind one port.
  const secure = tlsServers(options, onSecure);
  const https = createTcp((socket) => {
    track(socket);
    secure().then(
      (server) => server.emit('connection', socket),
      () => socket.destroy(),
    );
  });
  const http = createHttp(onPlain);
  http.on('connection', track);
  const httpsPort = await listen(https, options.httpsPort);
  const httpPort = await listen(http, options.httpPort);
  return {
    httpsPort,
    httpPort,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([https, http].map(closed));
    },
  };
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

function send(method: string | undefined, response: ServerResponse, { status, headers, body }: Page): void {
  response.writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
  response.end(method === 'HEAD' ? undefined : body);
}

const nginxPage = (status: string): string =>
  `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
const redirect = (location: string): Page => ({
  status: 301,
  headers: { 'Content-Type': 'text/html', Location: location },
  body: nginxPage('301 Moved Permanently'),
});
const tooMany: Page = {
  status: 503,
  headers: { 'Content-Type': 'text/html' },
  body: nginxPage('503 Service Temporarily Unavailable'),
};

const good = { validFromDays: -1, validToDays: 89, complete: true };
const certificates: Record<SiteState['certificate'], (name: string) => WantedCertificate> = {
  good: (name) => ({ name, ...good }),
  expired: (name) => ({ name, ...good, validFromDays: -92, validToDays: -2 }),
  expiring: (name) => ({ name, ...good, validFromDays: -85, validToDays: 5 }),
  'wrong-name': () => ({ name: 'other.example', ...good }),
  incomplete: (name) => ({ name, ...good, complete: false }),
};

const goodCiphers = 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305';
const weakCiphers = `${goodCiphers}:ECDHE-ECDSA-NULL-SHA:AECDH-AES128-SHA`;
/** For TLS 1.0 and 1.1, whose suites are all CBC, and whose SHA-1 signatures OpenSSL 3 allows at level 0 only. */
const oldCiphers = 'ECDHE-ECDSA-AES128-SHA';

// Electron's BoringSSL has no levels, and refuses the word; it passes over suites that it does not have, such as the NULL ones.
const lowestLevel = process.versions.electron ? '' : ':@SECLEVEL=0';

/** The server for the state of this moment; the same one while the state stays. */
function tlsServers(
  options: SiteOptions,
  handler: (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => void,
) {
  const made = new Map<string, Promise<TlsServer>>();
  return (): Promise<TlsServer> => {
    const { certificate, oldProtocols, weakCiphers: weak, http2 } = options.site();
    const state = JSON.stringify([certificate, oldProtocols, weak, http2]);
    const server = made.get(state) ?? make();
    made.set(state, server);
    return server;

    async function make(): Promise<TlsServer> {
      const ciphers = [weak ? weakCiphers : goodCiphers, ...(oldProtocols ? [oldCiphers] : [])].join(':');
      const tls = {
        ...(await options.authority.issue(certificates[certificate](options.name))),
        honorCipherOrder: true,
        ciphers: weak || oldProtocols ? `${ciphers}${lowestLevel}` : ciphers,
        minVersion: oldProtocols ? 'TLSv1' : 'TLSv1.2',
      } as const;
      // The HTTP/2 server offers h2 whatever ALPNProtocols says.
      if (!http2) return createHttps(tls, handler);
      const secured = createSecureServer({ ...tls, allowHTTP1: true }, handler);
      secured.on('sessionError', () => {});
      return secured;
    }
  };
}
