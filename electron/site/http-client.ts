import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { type Read, seen, unseen } from '../../shared/fact';
import type { Limited } from './limited';
import { type Body, readBody } from './read-body';
import type { SiteContext } from './site-context';
import { whyFailed } from './tls-handshake';

export type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Ask {
  method?: Method;
  /** Sent as it is: with its query, not normalized. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface Answer {
  status: number;
  httpVersion: string;
  /** In the order and spelling of the wire, duplicates apart. */
  headers: readonly (readonly [string, string])[];
  /** Decoded, at most `limits.bodyBytes`; lives in memory only. */
  body: Buffer;
  /** There was more. */
  cut: boolean;
}

export interface HttpClient {
  ask(request: Ask): Promise<Read<Answer>>;
  close(): void;
}

/**
 * Exchanges with the site itself, over kept connections: `https` with SNI and Host of the target's url wherever it connects, or
 * plain `http`. Redirects are not followed, cookies not sent, and certificates not held against the server: what it answers is
 * to be seen even when its certificate is bad, and nothing secret is sent.
 */
export function httpClient(context: SiteContext, scheme: 'https' | 'http', inTurn: Limited): HttpClient {
  const { endpoint, limits } = context;
  const where = scheme === 'https' ? endpoint : endpoint.http;
  const keep = { keepAlive: true, maxSockets: limits.connections };
  const agent = scheme === 'https' ? new HttpsAgent(keep) : new HttpAgent(keep);
  return {
    ask: (request) => inTurn(() => exchange(context, { scheme, agent, where, request })),
    close: () => agent.destroy(),
  };
}

interface Exchange {
  scheme: 'https' | 'http';
  agent: HttpAgent;
  where: { address: string; port: number };
  request: Ask;
}

function exchange(context: SiteContext, { scheme, agent, where, request }: Exchange): Promise<Read<Answer>> {
  const { endpoint, limits, signal, userAgent } = context;
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(unseen('cancelled', {}));
    const options = {
      agent,
      host: where.address,
      port: where.port,
      method: request.method ?? 'GET',
      path: request.path,
      headers: {
        Host: scheme === 'https' ? endpoint.host : plainHost(endpoint.hostname, where.port),
        'User-Agent': userAgent,
        Accept: '*/*',
        // Without this field any coding would be welcome (RFC 9110 12.5.3).
        'Accept-Encoding': 'identity',
        ...request.headers,
      },
    };
    const sent =
      scheme === 'https'
        ? httpsRequest({ ...options, servername: endpoint.serverName ?? '', rejectUnauthorized: false })
        : httpRequest(options);
    const place = `port ${where.port} of ${where.address}`;
    const end = (read: Read<Answer>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      resolve(read);
    };
    const cancel = (): void => {
      end(unseen('cancelled', {}));
      sent.destroy();
    };
    const timer = setTimeout(() => {
      end(unseen('timeout', { seconds: limits.exchangeMs / 1000 }));
      sent.destroy();
    }, limits.exchangeMs);
    signal.addEventListener('abort', cancel, { once: true });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // A kept connection that the server closed meanwhile says nothing about the request (RFC 9112 9.3.1).
      const stale = sent.reusedSocket && error.code === 'ECONNRESET' && options.method !== 'POST';
      if (stale) exchange(context, { scheme, agent, where, request }).then(end);
      else end(whyNoAnswer(error, place));
    });
    // An unasked-for "101 Switching Protocols" hands the socket over and would never end.
    sent.once('upgrade', (_response, socket) => {
      socket.destroy();
      end(unseen('malformed', { what: `${place} switched protocols unasked` }));
    });
    sent.once('response', (response) => {
      readBody(response, { limit: limits.bodyBytes, place }, (body) => {
        end(body.ok ? seen(toAnswer(response, body.value)) : body);
        if (!body.ok || body.value.cut) sent.destroy();
      });
      response.once('error', (error) => end(whyNoAnswer(error, place)));
      response.once('aborted', () => end(unseen('closed', { what: `${place}, in the middle of an answer` })));
    });
    sent.end(request.body);
  });
}

function toAnswer(response: IncomingMessage, { bytes: body, cut }: Body): Answer {
  const { rawHeaders } = response;
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1]!] as const] : [],
  );
  return { status: response.statusCode!, httpVersion: response.httpVersion, headers, body, cut };
}

/** llhttp's codes for answers that are not HTTP (`HPE_…`), then those of the connection below. */
function whyNoAnswer(error: NodeJS.ErrnoException, place: string): { ok: false; reason: never } | Read<never> {
  const code = error.code ?? '';
  if (code === 'HPE_HEADER_OVERFLOW') return unseen('too-big', { limitBytes: 16 * 1024 });
  if (code.startsWith('HPE_')) return unseen('malformed', { what: `${place} does not speak HTTP (${code})` });
  return whyFailed(error, place);
}

const plainHost = (hostname: string, port: number): string => {
  const name = isIP(hostname) === 6 ? `[${hostname}]` : hostname;
  return port === 80 ? name : `${name}:${port}`;
};
