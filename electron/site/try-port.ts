import { createConnection } from 'node:net';

export type PortState = 'open' | 'refused' | 'filtered' | 'cancelled';

/** One TCP connect, closed at once. Silence and "unreachable" on the way are both a filter's doing. */
export function tryPort(
  { address, port }: { address: string; port: number },
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<PortState> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve('cancelled');
    const socket = createConnection({ host: address, port });
    const end = (state: PortState): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      socket.destroy();
      resolve(state);
    };
    const cancel = (): void => end('cancelled');
    const timer = setTimeout(() => end('filtered'), timeoutMs);
    signal.addEventListener('abort', cancel, { once: true });
    socket.once('connect', () => end('open'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'filtered'));
  });
}
