import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from '../../../electron/practice/practice';
import { newSshKey } from '../../../electron/practice/ssh-key';
import { sshServer } from '../../../electron/practice/ssh-server';
import { channelCommand, composeScript, type ScriptSection } from '../../../shared/collector-script';
import { collect, targetOf } from './witness';

const boundary = randomBytes(16).toString('hex');
let practice: Practice;
let client: ssh2.Client;
beforeEach(async () => {
  practice = await startPractice({ state: 'good' });
  const { port, user, identityFile } = targetOf(practice).hosts[0]!.ssh;
  client = await signIn({ port, username: user, privateKey: readFileSync(identityFile!) });
});
afterEach(async () => {
  client.end();
  await practice.stop();
});

const signIn = (config: ssh2.ConnectConfig): Promise<ssh2.Client> =>
  new Promise((resolve, reject) => {
    const made = new ssh2.Client();
    made.on('ready', () => resolve(made));
    made.on('error', reject);
    made.connect({ host: '127.0.0.1', ...config });
  });

interface Said {
  stdout: string;
  stderr: string;
  exitCode: number;
}
/** `react` gets everything said so far, and the channel to write to. */
const exec = (
  command: string,
  react: (said: Pick<Said, 'stdout' | 'stderr'>, write: (text: string) => void) => void = () => {},
  through: ssh2.Client = client,
): Promise<Said> =>
  new Promise((resolve, reject) => {
    through.exec(command, (error, channel) => {
      if (error) return reject(error);
      const said = { stdout: '', stderr: '', exitCode: -1 };
      const hear = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
        said[stream] += chunk.toString();
        react(said, (text) => channel.write(text));
      };
      channel.on('data', hear('stdout'));
      channel.stderr.on('data', hear('stderr'));
      channel.on('exit', (code: number) => {
        said.exitCode = code;
      });
      channel.on('close', () => resolve(said));
    });
  });

const section = (id: string, command: string): ScriptSection => ({ id, as: 'user', seconds: 5, command });
/** Sends the script once the far side says that a shell is there. */
const run = (opening: string, ...sections: ScriptSection[]): Promise<Said> => {
  let sent = false;
  return exec(opening, ({ stdout }, write) => {
    if (sent || !stdout.includes(`${boundary} `)) return;
    sent = true;
    write(composeScript(boundary, sections));
  });
};

test('what it does not know byte for byte is refused with 126 and logged, and nothing runs', async () => {
  const { stdout } = await run(
    channelCommand.user(boundary),
    section('sockets.ss', 'ss -H -ltnup'),
    section('sockets.ss', 'ss -H -ltnup '),
    section('other.id', 'ss -H -ltnup'),
  );
  expect(stdout.match(/end \S+ \d+/g)).toEqual(['end sockets.ss 0', 'end sockets.ss 126', 'end other.id 126']);
  expect(practice.refused).toEqual(['sockets.ss: ss -H -ltnup ', 'other.id: ss -H -ltnup']);
});

test.each([['id'], ['sh -s'], [`echo ${boundary} ready; exec sh -s; id`]])(
  'a channel for %j is refused',
  async (command) => {
    expect((await exec(command)).exitCode).toBe(126);
    expect(practice.refused).toEqual([command]);
  },
);

test('a script of another form is refused', async () => {
  const said = await exec(channelCommand.user(boundary), ({ stdout }, write) => {
    if (stdout.includes('ready')) write('id\nmark done\nexit 0\n');
  });
  expect(said.exitCode).toBe(126);
  expect(practice.refused).toEqual(['a script of another form']);
});

test('the account is told less than root', async () => {
  const ss = section('sockets.ss', 'ss -H -ltnup');
  expect((await run(channelCommand.user(boundary), ss)).stdout).not.toContain('users:((');
  expect((await run(channelCommand.nopasswd(boundary), ss)).stdout).toContain('users:(("sshd"');
});

test('every key that it makes can be read back', () => {
  // One pair in 200 of ssh2's own cannot: in 1,000 there are some.
  for (let i = 0; i < 1000; i++) expect(ssh2.utils.parseKey(newSshKey().privateKey)).not.toBeInstanceOf(Error);
});

test('another key is not let in', async () => {
  const { port, user } = targetOf(practice).hosts[0]!.ssh;
  const { privateKey } = newSshKey();
  await expect(signIn({ port, username: user, privateKey })).rejects.toThrow(/authentication/i);
});

test('a host that hangs up in the middle stays up for the next', async () => {
  await new Promise<void>((gone, failed) => {
    client.on('close', gone);
    client.exec(channelCommand.user(boundary), (error, channel) => {
      if (error) return failed(error);
      channel.write('# gonogo-coll');
      client.destroy();
    });
  });
  const { error, facts } = await collect(practice);
  expect(error).toBeNull();
  expect(facts.length).toBeGreaterThan(0);
});

/** A server whose sudo is set up otherwise. */
async function withSudo<T>(sudo: 'list' | 'password', look: (other: ssh2.Client) => Promise<T>): Promise<T> {
  const server = await sshServer({
    port: 0,
    user: 'deploy',
    sudo: () => sudo,
    sudoPassword: 'right',
    answer: (_, { root }) => ({ stdout: root ? 'root' : 'user', stderr: '', exitCode: 0 }),
    refused: () => {},
  });
  const other = await signIn({ port: server.port, username: 'deploy', privateKey: server.privateKey });
  try {
    return await look(other);
  } finally {
    other.end();
    await server.close();
  }
}

test('sudo for single commands only answers "each"', async () => {
  await withSudo('list', async (other) => {
    let sent = false;
    const { stdout } = await exec(
      channelCommand.nopasswd(boundary),
      (said, write) => {
        if (sent || !said.stdout.includes(`${boundary} each\n`)) return;
        sent = true;
        write(composeScript(boundary, [section('a.b', 'id')]));
      },
      other,
    );
    expect(stdout).toContain(`begin a.b\nuser\n`);
  });
});

test.each([
  ['right', /begin a\.b\nroot\n/, 0],
  ['wrong', /^$/, 1],
])('sudo asks with our prompt; a %s password', async (password, stdout, exitCode) => {
  await withSudo('password', async (other) => {
    const prompt = randomBytes(16).toString('hex');
    let asked = false;
    let sent = false;
    const said = await exec(
      channelCommand.password(boundary, prompt),
      (heard, write) => {
        if (!asked && heard.stderr.includes(prompt)) {
          asked = true;
          write(`${password}\n`);
        }
        if (sent || !heard.stdout.includes(`${boundary} ready\n`)) return;
        sent = true;
        write(composeScript(boundary, [section('a.b', 'id')]));
      },
      other,
    );
    expect(said.stdout).toMatch(stdout);
    expect(said.exitCode).toBe(exitCode);
  });
});
