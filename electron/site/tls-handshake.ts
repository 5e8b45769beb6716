import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { type Read, seen, unseen } from '../../shared/fact';
import type { SiteContext } from './site-context';

type Where = Pick<SiteContext, 'endpoint' | 'signal' | 'limits'>;

/**
 * One ordinary TLS handshake. The connection goes on whatever the certificate is worth: it is looked at, nothing is entrusted
 * to it. `look` sees the socket right after the handshake.
 */
export function handshake<T>(
  { endpoint, signal, limits }: Where,
  secureContext: SecureContext,
  look: (socket: TLSSocket) => T,
): Promise<Read<T>> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(unseen('cancelled', {}));
    const where = `port ${endpoint.port} of ${endpoint.address}`;
    const socket = connect({
      host: endpoint.address,
      port: endpoint.port,
      servername: endpoint.serverName ?? '',
      secureContext,
      rejectUnauthorized: false,
      // Names are compared apart, or a wrong one would hide what OpenSSL says of the chain.
      checkServerIdentity: () => undefined,
      ALPNProtocols: ['h2', 'http/1.1'],
      // As old as it may be: the version is judged elsewhere, here the certificate is wanted.
      minVersion: 'TLSv1',
    });
    const end = (read: Read<T>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      socket.destroy();
      resolve(read);
    };
    const cancel = (): void => end(unseen('cancelled', {}));
    const timer = setTimeout(() => end(unseen('timeout', { seconds: limits.handshakeMs / 1000 })), limits.handshakeMs);
    signal.addEventListener('abort', cancel, { once: true });
    socket.once('secureConnect', () => {
      try {
        end(seen(look(socket)));
      } catch (thrown) {
        end(unseen('malformed', { what: `the certificate of ${where}: ${(thrown as Error).message}` }));
      }
    });
    socket.on('error', (error: NodeJS.ErrnoException) => end(whyFailed(error, where)));
    socket.once('close', () => end(unseen('closed', { what: `${where}, during the TLS handshake` })));
  });
}

export function whyFailed(error: NodeJS.ErrnoException, where: string): ReturnType<typeof unseen> {
  const code = error.code ?? '';
  if (code === 'ECONNREFUSED') return unseen('refused', { what: `${where} accepts no connection` });
  if (code === 'ECONNRESET' || code === 'EPIPE') return unseen('closed', { what: where });
  if (/^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EINVAL)$/.test(code))
    return unseen('unreachable', { what: `${where} (${code})` });
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return unseen('malformed', { what: `${where} does not speak TLS` });
  return unseen('malformed', { what: `${where} (${/^[A-Z0-9_]+$/.test(code) ? code : 'protocol error'})` });
}
