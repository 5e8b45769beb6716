import { createServer, type Socket, type Server as TcpServer } from 'node:net';
import ssh2, { type AuthContext, type ServerChannel } from 'ssh2';
import { fingerprintOf } from '../../electron/host/known-hosts';
import { readScript, scriptParts } from '../../shared/collector-script';

export interface LyingServer {
  port: number;
  /** To be pinned. */
  hostKey: string;
  /** Connections that are open now, and the most that were at once. */
  open: () => { now: number; most: number };
  /** Everything that was written to its channels. */
  received: () => string;
  stop(): Promise<void>;
}

export interface Lies {
  /** What happens when a command line arrives. Default: says ready, and hands the script to `script`. */
  command?: (channel: ServerChannel, line: string, boundary: string) => void;
  script?: (channel: ServerChannel, boundary: string, ids: string[]) => void;
  /** What happens for each section as it arrives, in their order; ends when the script does. Instead of `script`. */
  section?: (channel: ServerChannel, boundary: string, id: string) => Promise<void>;
  auth?: (context: AuthContext) => void;
  algorithms?: Record<string, string[]>;
}

const end = (channel: ServerChannel, boundary: string): void => {
  channel.write(`\n${boundary} done\n`);
  channel.stderr.write(`\n${boundary} done\n`);
};

/** An SSH server in this process that says what the test wants. */
export async function lyingServer({ command, script, section, auth, algorithms }: Lies): Promise<LyingServer> {
  const key = ssh2.utils.generateKeyPairSync('ed25519');
  const parsed = ssh2.utils.parseKey(key.public);
  if (parsed instanceof Error) throw parsed;
  const sockets = new Set<{ end(): void }>();
  let received = '';
  let most = 0;
  const server = new ssh2.Server(
    { hostKeys: [key.private], ...(algorithms && { algorithms: algorithms as never }) },
    (client) => {
      sockets.add(client);
      most = Math.max(most, sockets.size);
      client.on('close', () => sockets.delete(client));
      client.on('error', () => {});
      client.on('authentication', (context) => (auth ? auth(context) : context.accept()));
      client.on('session', (accept) => {
        accept().on('exec', (acceptExec, _reject, { command: line }) => {
          const channel = acceptExec();
          channel.on('error', () => {});
          const boundary = /[0-9a-f]{32}/.exec(line)?.[0] ?? '';
          let text = '';
          let answered = 0;
          let turn = Promise.resolve();
          channel.on('data', (chunk: Buffer) => {
            received += chunk.toString('latin1');
            text += chunk.toString('latin1');
            if (section) {
              const arrived = readScript(text);
              for (const { id } of arrived?.sections.slice(answered) ?? []) {
                answered++;
                turn = turn.then(() => section(channel, boundary, id));
              }
              if (arrived?.rest === scriptParts.end) turn = turn.then(() => end(channel, boundary));
              return;
            }
            const read = text.endsWith('exit 0\n') ? readScript(text) : null;
            if (read)
              script?.(
                channel,
                boundary,
                read.sections.map(({ id }) => id),
              );
          });
          if (command) command(channel, line, boundary);
          else channel.write(`${boundary} ready\n`);
        });
      });
    },
  );
  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port));
  });
  return {
    port,
    hostKey: fingerprintOf(parsed.getPublicSSH()),
    open: () => ({ now: sockets.size, most }),
    received: () => received,
    stop: async () => {
      for (const socket of sockets) socket.end();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** A plain TCP server: for what comes before SSH. */
export async function tcpServer(onSocket: (socket: Socket) => void): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: TcpServer = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port));
  });
  return {
    port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
