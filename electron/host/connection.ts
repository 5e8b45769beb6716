import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import ssh2, { type Client, type ClientChannel } from 'ssh2';
import type { HostTarget } from '../../shared/target';
import { ConnectionError, type ConnectionErrorCode } from './connection-error';
import { sayFailure } from './connection-words';
import {
  type AcceptHostKey,
  type HostKeyCheck,
  hostKeyCheck,
  OtherKeyThanPinned,
  type TrustedBy,
  type TrustedKey,
} from './host-key';
import { type SignInPrompt, signIn } from './sign-in';
import { type Hop, type SshEnvironment, sshRoute } from './ssh-route';

/** One signed-in SSH connection. No agent, X11 or environment forwarding is ever asked for. */
export interface HostConnection {
  account: string;
  address: string;
  port: number;
  /** As `ssh-keygen -lf` prints it. */
  hostKey: string;
  trustedBy: TrustedBy;
  /** @throws ConnectionError `closed` */
  exec(command: string): Promise<ClientChannel>;
  /** Why it ended; null while nothing but an ordinary end is known of. */
  lost(): { code: ConnectionErrorCode; message: string } | null;
  close(): void;
}

export interface ConnectOptions {
  host: HostTarget;
  machine: SshEnvironment;
  acceptHostKey: AcceptHostKey;
  ask: SignInPrompt;
  signal: AbortSignal;
  /** Milliseconds without progress on one server of the way; the time that a person takes to answer does not count. */
  patience: number;
  /** `done`: what came of it; null when it begins. The name of a host behind a jump host is resolved there, unseen. */
  onStage?: (hop: Hop, stage: ConnectionStage, done: string | null) => void;
}
export type ConnectionStage = 'resolve' | 'connect' | 'host-key' | 'sign-in';

/** Signs in at the host, through its jump hosts. Each server's key is checked on its own. @throws ConnectionError */
export async function connect(options: ConnectOptions): Promise<HostConnection> {
  const hops = await sshRoute(options.host, options.machine);
  const opened: Client[] = [];
  let lost: ReturnType<HostConnection['lost']> = null;
  const closeAll = () => {
    for (const client of opened.reverse()) client.destroy();
  };
  try {
    let trusted: TrustedKey | null = null;
    for (const hop of hops) {
      const before = opened.at(-1);
      const dial = () => (before ? forward(before, hop, options) : dialTcp(hop, options));
      const reached = await signInAt(hop, dial, options);
      opened.push(reached.client);
      reached.client.on('error', ({ level }: Error & { level?: string }) => {
        const message = `${hop.alias} did not answer for ${options.patience / 1000} s while the checks ran`;
        if (level === 'client-timeout') lost ??= { code: 'timeout', message };
      });
      trusted = reached.trusted;
    }
    const last = hops.at(-1)!;
    const client = opened.at(-1)!;
    return {
      account: last.user,
      address: last.address,
      port: last.port,
      hostKey: trusted!.fingerprint,
      trustedBy: trusted!.trustedBy,
      exec: (command) => exec(client, last.alias, command),
      lost: () => lost,
      close: closeAll,
    };
  } catch (error) {
    closeAll();
    throw error;
  }
}

/** A pin says no type of key: where the server shows another one first, it is asked for its others. */
async function signInAt(
  hop: Hop,
  dial: () => Promise<Duplex>,
  options: ConnectOptions,
): Promise<{ client: Client; trusted: TrustedKey }> {
  const without: string[] = [];
  let first: OtherKeyThanPinned | null = null;
  for (;;) {
    try {
      // First of all: nothing may come between a socket and who listens to it.
      const check = await hostKeyCheck(hop, { accept: options.acceptHostKey, without });
      return await handshake(hop, await dial(), check, options);
    } catch (error) {
      const isOther = error instanceof OtherKeyThanPinned && !without.includes(error.type);
      if (!isOther) throw first && !options.signal.aborted ? first : error;
      first ??= error;
      without.push(error.type);
    }
  }
}

function dialTcp(hop: Hop, { signal, patience, onStage }: ConnectOptions): Promise<Socket> {
  return new Promise((done, failed) => {
    onStage?.(hop, 'resolve', null);
    const resolved = (address: string) => {
      onStage?.(hop, 'resolve', address);
      onStage?.(hop, 'connect', null);
    };
    const socket = connectTcp({ host: hop.address, port: hop.port, noDelay: true });
    const stop = (error: ConnectionError) => {
      cleanUp();
      socket.destroy();
      failed(error);
    };
    const timer = setTimeout(() => stop(sayFailure(hop, { at: 'timeout', seconds: patience / 1000 })), patience);
    const onAbort = () => stop(sayFailure(hop, { at: 'cancelled' }));
    const onError = (cause: Error) => stop(sayFailure(hop, { at: 'tcp', cause, isName: isIP(hop.address) === 0 }));
    const cleanUp = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
    };
    signal.addEventListener('abort', onAbort);
    socket.on('error', onError);
    if (isIP(hop.address)) resolved(hop.address);
    socket.on('lookup', (error, address) => error ?? resolved(address));
    socket.once('connect', () => {
      cleanUp();
      onStage?.(hop, 'connect', `${socket.remoteAddress}:${hop.port}`);
      done(socket);
    });
    if (signal.aborted) onAbort();
  });
}

const forward = (through: Client, hop: Hop, { onStage }: ConnectOptions): Promise<Duplex> =>
  new Promise((done, failed) => {
    onStage?.(hop, 'connect', null);
    through.forwardOut('127.0.0.1', 0, hop.address, hop.port, (cause, stream) => {
      if (cause) return failed(sayFailure(hop, { at: 'forward', cause }));
      onStage?.(hop, 'connect', `${hop.address}:${hop.port}`);
      done(stream);
    });
  });

function handshake(
  hop: Hop,
  socket: Duplex,
  { algorithms, verify }: HostKeyCheck,
  { ask, signal, patience, onStage }: ConnectOptions,
): Promise<{ client: Client; trusted: TrustedKey }> {
  return new Promise((done, failed) => {
    onStage?.(hop, 'host-key', null);
    const client = new ssh2.Client();
    let trusted: TrustedKey | null = null;
    let shownKey: Buffer | null = null;
    let refusal: ConnectionError | null = null;
    let timer: NodeJS.Timeout | undefined;
    const stop = (error: ConnectionError) => {
      cleanUp();
      client.destroy();
      socket.destroy();
      failed(error);
    };
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stop(sayFailure(hop, { at: 'timeout', seconds: patience / 1000 })), patience);
    };
    const onAbort = () => stop(sayFailure(hop, { at: 'cancelled' }));
    const cleanUp = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const patientAsk: SignInPrompt = async (...question) => {
      clearTimeout(timer);
      try {
        return await ask(...question);
      } finally {
        watch();
      }
    };
    const methods = signIn(
      hop,
      () => ({
        fingerprint: trusted?.fingerprint ?? '',
        known: trusted !== null && trusted.trustedBy !== 'accepted-now',
      }),
      patientAsk,
    );

    client.on('ready', () => {
      cleanUp();
      onStage?.(hop, 'sign-in', hop.user);
      done({ client, trusted: trusted! });
    });
    // Stays for the life of the connection: without a listener a late error would end the process.
    client.on('error', (cause: Error & { level?: string; code?: unknown }) => {
      // One key of the agent that cannot sign: ssh2 goes on with the next.
      if (cause.level === 'agent') return;
      const stage = trusted ? 'sign-in' : 'handshake';
      stop(refusal ?? sayFailure(hop, { at: stage, cause, tried: methods.tried() }));
    });
    client.on('close', () =>
      stop(refusal ?? sayFailure(hop, { at: 'closed', signingIn: trusted !== null, tried: methods.tried() })),
    );
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) return onAbort();
    watch();
    client.connect({
      sock: socket,
      username: hop.user,
      readyTimeout: 0,
      // Counted from the last answer: four intervals make the whole of our patience.
      keepaliveInterval: patience / 4,
      keepaliveCountMax: 3,
      algorithms: { serverHostKey: algorithms as never },
      hostVerifier: (key: Buffer, verified: (valid: boolean) => void) => {
        // Also called when keys are exchanged anew: then it must be the same key.
        if (shownKey) return verified(shownKey.equals(key));
        shownKey = Buffer.from(key);
        verify(shownKey).then(
          (result) => {
            trusted = result;
            onStage?.(hop, 'host-key', result.fingerprint);
            onStage?.(hop, 'sign-in', null);
            watch();
            verified(true);
          },
          (error) => {
            refusal = error as ConnectionError;
            verified(false);
          },
        );
      },
      authHandler: methods.handler as never,
    });
  });
}

/** sshd frees a session slot a moment after it is done (MaxSessions): a refusal is tried again a few times. */
async function exec(client: Client, alias: string, command: string): Promise<ClientChannel> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await new Promise<ClientChannel>((done, failed) => {
        client.exec(command, (error, channel) => (error ? failed(error) : done(channel)));
      });
    } catch (cause) {
      const openFailed = (cause as { reason?: unknown }).reason === 2;
      if (!openFailed || attempt >= 5)
        throw new ConnectionError('closed', `${alias}: the server opens no session: ${(cause as Error).message}`, {
          cause,
        });
      await new Promise((done) => setTimeout(done, 15 * 2 ** attempt));
    }
  }
}
