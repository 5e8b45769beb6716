import { printable } from '../../shared/printable';

/** Why a host could not be used at all. The same words as the reasons of facts. */
export type ConnectionErrorCode = 'unreachable' | 'timeout' | 'host-key' | 'auth' | 'closed' | 'cancelled';

/** One line: what, where, what to do. Safe to print, whatever the server said. */
export class ConnectionError extends Error {
  constructor(
    readonly code: ConnectionErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(printable(message, 1000), options);
    this.name = 'ConnectionError';
  }
}
