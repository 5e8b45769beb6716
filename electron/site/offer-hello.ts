import { createConnection } from 'node:net';
import { replyLimitBytes, type ServerReply } from '../../shared/tls/server-reply';
import type { Endpoint } from './endpoint';

export type NoReply =
  | { kind: 'connect-refused' }
  | { kind: 'unreachable'; what: string }
  | { kind: 'closed' }
  | { kind: 'reset' }
  | { kind: 'timeout' }
  | { kind: 'cancelled' }
  | { kind: 'malformed'; what: string };
export type Answer<R> = Exclude<R, { kind: 'more' }> | NoReply;
export type HelloAnswer = Answer<ServerReply>;

/** A parser of what came so far. */
export type ReadReply<R> = (bytes: Uint8Array) => R | { kind: 'more'; need: number };

export interface OfferOptions<R> {
  timeoutMs: number;
  signal: AbortSignal;
  read: ReadReply<R>;
}

/** Sends one ClientHello over a fresh TCP connection and reads until the answer is clear. The handshake is never finished. */
export function offerHello<R extends { kind: string }>(
  { address, port }: Pick<Endpoint, 'address' | 'port'>,
  hello: Uint8Array,
  { timeoutMs, signal, read }: OfferOptions<R>,
): Promise<Answer<R>> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: 'cancelled' });
    const socket = createConnection({ host: address, port });
    const received: Buffer[] = [];
    let length = 0;
    let need = 1;
    let connected = false;
    const end = (answer: Answer<R>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      socket.destroy();
      resolve(answer);
    };
    const cancel = (): void => end({ kind: 'cancelled' });
    const timer = setTimeout(
      () => end(connected ? { kind: 'timeout' } : { kind: 'unreachable', what: 'no answer to the connection attempt' }),
      timeoutMs,
    );
    signal.addEventListener('abort', cancel, { once: true });
    socket.once('connect', () => {
      connected = true;
      socket.write(hello);
    });
    socket.on('data', (chunk) => {
      received.push(chunk);
      length += chunk.length;
      if (length < need) return;
      const reply = read(Buffer.concat(received));
      if (!isMore(reply)) return end(reply as Answer<R>);
      if (length > replyLimitBytes) return end({ kind: 'malformed', what: 'the answer does not end' });
      need = reply.need;
    });
    socket.once('end', () => end({ kind: 'closed' }));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A reset can arrive before the connection is even reported.
      if (connected || error.code === 'ECONNRESET') return end({ kind: 'reset' });
      end(
        error.code === 'ECONNREFUSED'
          ? { kind: 'connect-refused' }
          : { kind: 'unreachable', what: error.code ?? error.message },
      );
    });
    socket.once('close', () => end({ kind: 'closed' }));
  });
}

const isMore = (reply: { kind: string }): reply is { kind: 'more'; need: number } => reply.kind === 'more';
