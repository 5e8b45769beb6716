import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerChannel } from 'ssh2';
import { afterEach, describe, expect, it } from 'vitest';
import type { CollectOptions } from '../../../electron/host/collect';
import { connect } from '../../../electron/host/connection';
import { bareMachine, collect, hostTarget, rawProbe, root, user } from '../../support/collecting';
import { type Lies, type LyingServer, lyingServer, tcpServer } from '../../support/lying-server';
import { freePort } from '../../support/sshd';

const probe = rawProbe('it', { a: user('a'), b: user('b') });
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

const start = async (lies: Lies): Promise<LyingServer> => {
  const server = await lyingServer(lies);
  running.push(server);
  return server;
};
const at = (server: LyingServer, more = {}) => ({
  host: '127.0.0.1',
  port: server.port,
  user: 'deploy',
  hostKey: server.hostKey,
  ...more,
});

const both = (channel: ServerChannel, text: string | Buffer) => {
  channel.write(text);
  channel.stderr.write(text);
};
const frame = (boundary: string, id: string, output: string | Buffer = '') =>
  Buffer.concat([
    Buffer.from(`\n${boundary} begin ${id}\n`),
    Buffer.from(output),
    Buffer.from(`\n${boundary} end ${id} 0\n`),
  ]);
const done = (boundary: string) => `\n${boundary} done\n`;

describe('a server that lies', () => {
  const broken = async (script: Lies['script']) => {
    const run = await collect(at(await start({ script })), [probe]);
    const { a, b } = run.raw('it');
    return { error: run.error?.code ?? null, a: a?.broken, b: b?.broken };
  };

  it('drops in the middle', async () => {
    const result = await broken((channel, boundary, [a = '']) => {
      both(channel, frame(boundary, a));
      channel.write(`\n${boundary} begin it.b\nhalf`);
      setTimeout(() => channel.close(), 50);
    });
    expect(result).toEqual({ error: 'closed', a: null, b: 'closed' });
  });

  it.each([
    ['another boundary', (_: string, ids: string[]) => ids.map((id) => frame('c'.repeat(32), id))],
    ['a section twice', (boundary: string, [a = '']: string[]) => [frame(boundary, a), frame(boundary, a)]],
    ['a section missing', (boundary: string, ids: string[]) => [frame(boundary, ids[1]!), done(boundary)]],
    ['nothing but garbage', () => ['\x00\xff\x1b]0;owned\x07'.repeat(100)]],
  ])('%s: what was not framed is not taken', async (name, parts) => {
    const result = await broken((channel, boundary, ids) => {
      for (const part of parts(boundary, ids)) both(channel, part);
      setTimeout(() => channel.close(), 50);
    });
    expect(result.b).toMatch(/^(malformed|closed)$/);
    expect(result.a).toBe(name === 'a section twice' ? null : result.b);
  });

  it('sends 100 MB', async () => {
    let second = 0;
    const run = await collect(
      at(
        await start({
          script: (channel, boundary, ids) => {
            if (ids.length === 1) {
              second++;
              both(channel, frame(boundary, ids[0]!, 'fine'));
              return both(channel, done(boundary));
            }
            both(channel, `\n${boundary} begin ${ids[0]}\n`);
            let left = 100;
            const block = Buffer.alloc(1024 * 1024, 'x');
            const more = () => {
              while (left-- > 0) if (!channel.write(block)) return void channel.once('drain', more);
            };
            more();
          },
        }),
      ),
      [probe],
    );
    expect(run.error).toBeNull();
    expect(run.raw('it')).toMatchObject({ a: { broken: 'too-big' }, b: { broken: null, stdout: 'fine' } });
    expect(second).toBe(1);
  });

  it('prints binary and escapes, which stay bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const run = await collect(
      at(
        await start({
          script: (channel, boundary, ids) => {
            for (const id of ids) both(channel, frame(boundary, id, bytes));
            both(channel, done(boundary));
          },
        }),
      ),
      [probe],
    );
    expect(run.raw('it').a?.stdout).toBe(bytes.toString('latin1'));
  });

  it('closes every shell at once', async () => {
    const run = await collect(at(await start({ command: (channel) => channel.close() })), [probe]);
    expect(run.error?.code).toBe('closed');
    expect(run.raw('it').a?.broken).toBe('closed');
  });

  it('prints without end in front of the shell', async () => {
    const run = await collect(at(await start({ command: (channel) => channel.write('x'.repeat(100_000)) })), [probe]);
    expect(run.error?.message).toContain('prints without end');
  });

  it('gets the script only after its boundary came back', async () => {
    const server = await start({ command: (channel) => channel.write('welcome\n') });
    await collect(at(server), [probe], { totalSeconds: 1 });
    expect(server.received()).toBe('');
  });
});

describe('a sudo that lies', () => {
  const rooted = rawProbe('it', { a: root(['id']) });
  const password = 'canary-5ebe2294ecd0e0f08eab7690d2a6ee69';
  const withSudo = (server: LyingServer) =>
    collect(at(server, { sudo: 'password' }), [rooted], { answers: { 'sudo-password': password } });

  it('gets no password for a prompt of its own', async () => {
    const server = await start({
      command: (channel) => {
        channel.stderr.write('[sudo] password for deploy: ');
        channel.write('Password: ');
      },
    });
    const run = await withSudo(server);
    expect(server.received()).toBe('');
    expect(run.asked).toEqual([]);
    expect(run.raw('it').a?.broken).toBe('no-root');
  });

  it('gets it once, and no script, when it asks again and again', async () => {
    const server = await start({
      command: (channel, line) => {
        const prompt = /-p ([0-9a-f]{32})/.exec(line)?.[1] ?? '';
        channel.stderr.write(prompt);
        channel.on('data', () => channel.stderr.write(`Sorry, try again.\n${prompt}`));
      },
    });
    const run = await withSudo(server);
    expect(server.received()).toBe(`${password}\n`);
    expect(run.error?.code).toBe('auth');
    expect(JSON.stringify(run)).not.toContain(password);
  });
});

describe('no way in', () => {
  const ssh = (port: number) => ({ host: '127.0.0.1', port, user: 'deploy' });
  const unreached = async (target: object, over: Partial<CollectOptions> = {}) => {
    const run = await collect(target, [probe], over);
    expect(run.facts).toMatchObject([{ id: 'host.it', ok: false, reason: { code: run.error?.code } }]);
    expect(run.error?.message).not.toContain('\n');
    return run.error;
  };

  it('nobody listens', async () => {
    const port = await freePort();
    expect(await unreached(ssh(port))).toEqual({
      code: 'unreachable',
      message: `127.0.0.1: 127.0.0.1:${port} refuses the connection: is sshd running there, and is the port right?`,
    });
  });

  it('the name does not resolve', async () => {
    expect(await unreached({ host: 'nowhere.invalid', user: 'deploy' })).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('nowhere.invalid does not resolve'),
    });
  });

  it('something else than SSH answers', async () => {
    const server = await tcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n\x1b[31m'));
    running.push(server);
    expect((await unreached(ssh(server.port)))?.code).toMatch(/unreachable|closed/);
  });

  it('the server hangs up at once', async () => {
    const server = await tcpServer((socket) => socket.destroy());
    running.push(server);
    expect(await unreached(ssh(server.port))).toMatchObject({ code: 'closed' });
  });

  it('the server says who it is, and then nothing', async () => {
    const server = await tcpServer((socket) => socket.write('SSH-2.0-silent\r\n'));
    running.push(server);
    const options = {
      ...hostTarget(ssh(server.port)),
      machine: bareMachine(),
      newHostKey: 'refuse' as const,
      ask: async () => null,
    };
    await expect(connect({ ...options, signal: new AbortController().signal, patience: 200 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(await unreached(ssh(server.port), { totalSeconds: 1 })).toMatchObject({ code: 'timeout' });
  });

  it('it has only algorithms that we lack', async () => {
    const server = await start({ algorithms: { serverHostKey: ['ssh-ed25519'], kex: ['diffie-hellman-group1-sha1'] } });
    expect(await unreached(at(server))).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('no key exchange algorithm in common'),
    });
  });

  it('the pin is of another key', async () => {
    const server = await start({});
    const error = await unreached(at(server, { hostKey: `SHA256:${'A'.repeat(43)}` }));
    expect(error).toMatchObject({ code: 'host-key', message: expect.stringContaining(server.hostKey) });
  });

  it('it takes nothing that we have', async () => {
    const server = await start({ auth: (context) => context.reject(['publickey', 'password']) });
    expect(await unreached(at(server))).toMatchObject({
      code: 'auth',
      message: expect.stringContaining('it takes publickey, password'),
    });
  });

  it('it is cancelled before it begins', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await unreached(at(await start({})), { signal: abort.signal })).toMatchObject({ code: 'cancelled' });
  });
});

describe('a password', () => {
  const takes = (wanted: string) =>
    start({
      auth: (context) =>
        context.method === 'password' && context.password === wanted
          ? context.accept()
          : context.reject(['password', 'keyboard-interactive']),
      script: (channel, boundary, ids) => {
        for (const id of ids) both(channel, frame(boundary, id));
        both(channel, done(boundary));
      },
    });

  it('is asked for with user, address and host key, and lets in', async () => {
    const server = await takes('right');
    const run = await collect(at(server), [probe], { answers: { password: 'right' } });
    expect(run.error).toBeNull();
    expect(run.asked).toEqual([
      { kind: 'password', prompt: `password of deploy at 127.0.0.1:${server.port} (host key ${server.hostKey})` },
    ]);
  });

  it('is tried once', async () => {
    const run = await collect(at(await takes('right')), [probe], { answers: { password: 'wrong', answer: 'wrong' } });
    expect(run.error?.code).toBe('auth');
    expect(run.asked).toHaveLength(1);
    expect(run.error?.message).not.toContain('wrong');
  });

  it('is not asked for in the run that accepts the host key', async () => {
    const server = await takes('right');
    const folder = mkdtempSync(join(tmpdir(), 'gonogo-known-'));
    try {
      const knownHostsFile = join(folder, 'known_hosts');
      const options = { acceptNewHostKey: true, answers: { password: 'right' } };
      const target = at(server, { hostKey: undefined, knownHostsFile });
      const first = await collect(target, [probe], options);
      expect(first.asked).toEqual([]);
      expect(first.error).toMatchObject({ code: 'auth', message: expect.stringContaining('run again') });
      expect((await collect(target, [probe], options)).error).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('answers questions where the server has some instead', async () => {
    const answers: string[][] = [];
    const server = await start({
      auth: (context) => {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
        context.prompt(
          [
            { prompt: 'Password: ', echo: false },
            { prompt: 'Code: ', echo: true },
          ],
          (given) => {
            answers.push(given);
            context.accept();
          },
        );
      },
      script: (channel, boundary, ids) => {
        for (const id of ids) both(channel, frame(boundary, id));
        both(channel, done(boundary));
      },
    });
    const run = await collect(at(server), [probe], { answers: { password: 'one', answer: '123456' } });
    expect(run.error).toBeNull();
    expect(answers).toEqual([['one', '123456']]);
  });
});
