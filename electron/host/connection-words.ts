import { ConnectionError } from './connection-error';
import type { Hop } from './ssh-route';

type Failure =
  | { at: 'tcp'; cause: Error; isName: boolean }
  | { at: 'forward'; cause: Error }
  | { at: 'handshake' | 'sign-in'; cause: Error & { level?: string }; tried: string }
  | { at: 'closed'; signingIn: boolean; tried: string }
  | { at: 'timeout'; seconds: number }
  | { at: 'cancelled' };

/** What went wrong on the way to a server: what, where, what to do. */
export function sayFailure(hop: Hop, failure: Failure): ConnectionError {
  const server = `${hop.alias}: ${hop.address}:${hop.port}`;
  switch (failure.at) {
    case 'tcp':
      return sayTcp(hop, server, failure.cause as NodeJS.ErrnoException, failure.isName);
    case 'forward':
      return new ConnectionError(
        'unreachable',
        `${server} could not be reached through the jump host: ${failure.cause.message}`,
        { cause: failure.cause },
      );
    case 'handshake':
      return sayHandshake(server, failure.cause);
    case 'sign-in':
      return failure.cause.level === 'client-authentication' || failure.cause.level === undefined
        ? new ConnectionError(
            'auth',
            `${server} does not let ${hop.user} in: ${failure.tried}; name the key in ssh.identityFile or load it into ssh-agent, and see that its public part is in authorized_keys there`,
            { cause: failure.cause },
          )
        : new ConnectionError(
            'closed',
            `${server} closed the connection while ${hop.user} signed in: ${failure.cause.message}`,
            {
              cause: failure.cause,
            },
          );
    case 'closed':
      return failure.signingIn
        ? new ConnectionError(
            'closed',
            `${server} closed the connection while ${hop.user} signed in (${failure.tried}): see the server's log`,
          )
        : new ConnectionError(
            'closed',
            `${server} closed the connection before it was secured: see the server's log, or whether it bans this address`,
          );
    case 'timeout':
      return new ConnectionError(
        'timeout',
        `${server} did not answer for ${failure.seconds} s: is it up, and may this machine reach that port?`,
      );
    case 'cancelled':
      return new ConnectionError('cancelled', `${server}: cancelled`);
  }
}

function sayTcp(hop: Hop, server: string, cause: NodeJS.ErrnoException, isName: boolean): ConnectionError {
  const options = { cause };
  switch (cause.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConnectionError(
        'unreachable',
        `${hop.alias}: the name ${hop.address} does not resolve: check ssh.host in the target, HostName in ssh_config, or DNS`,
        options,
      );
    case 'ECONNREFUSED':
      return new ConnectionError(
        'unreachable',
        `${server} refuses the connection: is sshd running there, and is the port right?`,
        options,
      );
    case 'ETIMEDOUT':
      return new ConnectionError(
        'timeout',
        `${server} does not answer: is it up, and may this machine reach that port?`,
        options,
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return new ConnectionError('closed', `${server} closed the connection at once`, options);
    default:
      return new ConnectionError(
        'unreachable',
        `${server} cannot be reached (${cause.code ?? cause.message})${isName ? '' : ': is there a route to it?'}`,
        options,
      );
  }
}

function sayHandshake(server: string, cause: Error & { level?: string }): ConnectionError {
  const options = { cause };
  const missing = /no matching (.+)$/i.exec(cause.message)?.[1];
  if (missing)
    return new ConnectionError(
      'unreachable',
      `${server} and this program have no ${missing} in common (post-quantum-only key exchange and SHA-1 signatures are not supported here)`,
      options,
    );
  if (cause.level === 'client-socket' || /connection lost/i.test(cause.message))
    return new ConnectionError(
      'closed',
      `${server} closed the connection before it was secured: see the server's log, or whether it bans this address`,
      options,
    );
  return new ConnectionError('unreachable', `${server} does not speak SSH as expected: ${cause.message}`, options);
}
