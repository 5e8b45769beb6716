import type { AddressInfo } from 'node:net';

interface Listens {
  listen(port: number, host: string, listening: () => void): unknown;
  once(event: 'error', failed: (error: Error) => void): unknown;
  address(): AddressInfo | string | null;
}

/** On loopback only; port 0 takes a free one. Resolves to the port; rejects when it is taken. */
export const listen = (server: Listens, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
