import { createHash } from 'node:crypto';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import type { ScriptSection } from '../../shared/collector-script';
import type { Answer, Asker } from './answer';
import { listen } from './listen';
import { type Opening, readOpening, readSoFar } from './read-channel';
import { newSshKey } from './ssh-key';

export interface SshOptions {
  port: number;
  user: string;
  /** How sudo is set up there: any command, single commands only, or any with a password. */
  sudo: () => 'nopasswd' | 'list' | 'password';
  sudoPassword: string;
  answer: (section: ScriptSection, asker: Asker) => Answer;
  /** What was asked that this host does not do. */
  refused: (what: string) => void;
}

export interface PracticeSsh {
  port: number;
  /** As `ssh-keygen -l` prints it. */
  hostKey: string;
  /** OpenSSH format, for the one user. */
  privateKey: string;
  close(): Promise<void>;
}

/** A real SSH server in our process, without a shell behind it: it answers from a table and never runs anything. */
export async function sshServer(options: SshOptions): Promise<PracticeSsh> {
  const host = newSshKey();
  const user = newSshKey();
  const allowed = user.publicKey;
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [host.privateKey] }, (connection) => {
    connections.add(connection);
    // Without it Nagle and delayed acknowledgements cost 40 ms an answer. Its types leave this method out.
    (connection as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    connection.on('close', () => connections.delete(connection));
    // A peer that hangs up in the middle is not this process's failure.
    connection.on('error', () => connection.end());
    connection.on('authentication', (context) => {
      if (context.method !== 'publickey') return context.reject(['publickey']);
      const rightKey =
        context.username === options.user &&
        context.key.algo === allowed.type &&
        context.key.data.equals(allowed.getPublicSSH()) &&
        (!context.signature ||
          context.blob === undefined ||
          allowed.verify(context.blob, context.signature, context.hashAlgo) === true);
      return rightKey ? context.accept() : context.reject(['publickey']);
    });
    connection.on('ready', () => {
      connection.on('session', (accept) => {
        const session = accept();
        session.on('exec', (acceptExec, _reject, { command }) => {
          const opening = readOpening(command);
          if (opening) return serve(acceptExec(), opening, options);
          options.refused(command);
          refuse(acceptExec());
        });
        session.on('shell', (_, reject) => {
          options.refused('an interactive shell');
          reject?.();
        });
      });
    });
  });
  const port = await listen(server, options.port);
  return {
    port,
    hostKey: fingerprint(host.publicKey.getPublicSSH()),
    privateKey: user.privateKey,
    close: async () => {
      for (const connection of connections) connection.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

const notHere = (what: string): string => `practice host: ${what}\n`;

function refuse(channel: ServerChannel): void {
  channel.stderr.write(notHere('this command is not known here'));
  finish(channel, 126);
}

function finish(channel: ServerChannel, exitCode: number): void {
  channel.exit(exitCode);
  channel.end();
}

/** From `ready` to the last mark. */
function serve(channel: ServerChannel, opening: Opening, options: SshOptions): void {
  const sudo = options.sudo();
  const asker: Asker = { root: opening.form === 'password' || (opening.form === 'nopasswd' && sudo === 'nopasswd') };
  let received = '';
  let answered = 0;
  let passwordWanted = opening.form === 'password' && sudo === 'password';
  const ready = () => {
    const word = opening.form === 'nopasswd' && !asker.root ? 'each' : 'ready';
    channel.write(`${opening.boundary} ${word}\n`);
  };
  channel.on('error', () => channel.close());
  channel.setEncoding('utf8');
  if (passwordWanted && opening.form === 'password') channel.stderr.write(opening.prompt);
  else ready();
  channel.on('data', (text: string) => {
    received += text;
    if (passwordWanted) {
      const end = received.indexOf('\n');
      if (end < 0) return;
      if (received.slice(0, end) !== options.sudoPassword) {
        channel.stderr.write('sudo: 1 incorrect password attempt\n');
        return finish(channel, 1);
      }
      received = received.slice(end + 1);
      passwordWanted = false;
      ready();
    }
    const script = readSoFar(received);
    if (script.state === 'more') return;
    if (script.state === 'refused' || script.boundary !== opening.boundary) {
      options.refused(script.state === 'refused' ? script.why : 'a script with another boundary than its channel');
      channel.stderr.write(notHere('this script is not of the known form'));
      return finish(channel, 126);
    }
    const { boundary, sections, whole } = script;
    for (const section of sections.slice(answered)) frame(channel, boundary, section, options.answer(section, asker));
    answered = sections.length;
    if (!whole) return;
    received = '';
    for (const stream of [channel.stdout, channel.stderr]) stream.write(`\n${boundary} done\n`);
    finish(channel, 0);
  });
}

function frame(channel: ServerChannel, boundary: string, { id }: ScriptSection, answer: Answer): void {
  for (const [stream, output] of [
    [channel.stdout, answer.stdout],
    [channel.stderr, answer.stderr],
  ] as const) {
    stream.write(`\n${boundary} begin ${id}\n`);
    stream.write(output);
    stream.write(`\n${boundary} end ${id} ${answer.exitCode}\n`);
  }
}
