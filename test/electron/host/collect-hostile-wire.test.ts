import { connect, createServer } from 'node:net';
import type { ServerChannel } from 'ssh2';
import { afterEach, describe, expect, it } from 'vitest';
import { probes as realProbes } from '../../../electron/host/probes';
import { limits } from '../../../electron/host/run-sections';
import { judge } from '../../../shared/judge';
import { targetSchema } from '../../../shared/target';
import { collect, rawProbe, user } from '../../support/collecting';
import { type Lies, type LyingServer, lyingServer } from '../../support/lying-server';
import { tcpServer } from '../../support/tcp-server';

const probe = rawProbe('it', { a: user('a', 1), b: user('b', 1) });
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});
const start = async (lies: Lies): Promise<LyingServer> => {
  const server = await lyingServer(lies);
  running.push(server);
  return server;
};
const at = (server: { port: number; hostKey?: string }) => ({
  host: '127.0.0.1',
  port: server.port,
  user: 'deploy',
  hostKey: server.hostKey,
});
const both = (channel: ServerChannel, text: string | Buffer): void => {
  channel.write(text);
  channel.stderr.write(text);
};
/** Answers each section with this, as it comes. One stream after the other: ssh2's server stops when both wait for the window. */
const answer =
  (payload: string | Buffer): Lies['section'] =>
  async (channel, boundary, id) => {
    const write = (stream: { write(chunk: string | Buffer, done: () => void): unknown }, chunk: string | Buffer) =>
      new Promise<void>((done) => stream.write(chunk, () => done()));
    await write(channel, `\n${boundary} begin ${id}\n`);
    await write(channel, payload);
    await write(channel, `\n${boundary} end ${id} 0\n`);
    await write(channel.stderr, `\n${boundary} begin ${id}\n\n${boundary} end ${id} 0\n`);
  };
/** Resident bytes over those at the start, at their highest, of this process: client and server together. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let highest = before;
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 5);
  await work();
  clearInterval(timer);
  return highest - before;
}
const MiB = 1024 * 1024;

describe('the connection is cut', () => {
  /** Lets this many bytes of the server through, then hangs up. */
  async function cutAfter(
    server: LyingServer,
    bytes: number,
  ): Promise<{ port: number; passed: () => number; stop(): Promise<void> }> {
    let passed = 0;
    const proxy = createServer((client) => {
      const upstream = connect(server.port, '127.0.0.1');
      const end = () => {
        client.destroy();
        upstream.destroy();
      };
      for (const socket of [client, upstream]) socket.on('error', () => {}).on('close', end);
      client.pipe(upstream);
      upstream.on('data', (chunk) => {
        const part = chunk.subarray(0, bytes - passed);
        passed += part.length;
        if (passed < bytes) client.write(part);
        else client.end(part, end);
      });
      if (bytes === 0) end();
    });
    const port = await new Promise<number>((done) => {
      proxy.listen(0, '127.0.0.1', () => done((proxy.address() as { port: number }).port));
    });
    return { port, passed: () => passed, stop: () => new Promise((done) => proxy.close(() => done())) };
  }

  it('at each byte of the exchange: an error or all of it, never half of it as whole', {
    timeout: 180_000,
  }, async () => {
    // As few names of algorithms as there can be: each byte of them would be one more run of this test.
    const server = await start({
      section: answer('whole'),
      algorithms: {
        kex: ['curve25519-sha256'],
        cipher: ['aes128-gcm@openssh.com'],
        compress: ['none'],
        hmac: ['hmac-sha2-256'],
      },
    });
    const uncut = await cutAfter(server, Number.POSITIVE_INFINITY);
    expect((await collect({ ...at(server), port: uncut.port }, [probe])).error).toBeNull();
    const total = uncut.passed();
    await uncut.stop();
    const outcomes = { failed: 0, whole: 0 };
    const one = async (bytes: number): Promise<void> => {
      const proxy = await cutAfter(server, bytes);
      const run = await collect({ ...at(server), port: proxy.port }, [probe], { patience: 5000 });
      await proxy.stop();
      const [fact] = run.facts;
      const sections = fact?.ok ? Object.values(run.raw('it')) : [];
      for (const { broken, stdout } of sections)
        if (broken === null) expect({ bytes, stdout }).toEqual({ bytes, stdout: 'whole' });
      const isWhole =
        sections.length === 2 && sections.every(({ broken, stdout }) => broken === null && stdout === 'whole');
      if (!isWhole)
        expect({ bytes, error: run.error?.code }).toEqual({
          bytes,
          error: expect.stringMatching(/^(closed|unreachable)$/),
        });
      outcomes[isWhole ? 'whole' : 'failed']++;
    };
    let next = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (next < total) await one(next++);
      }),
    );
    expect(outcomes.failed).toBeGreaterThan(800);
    expect(outcomes.failed + outcomes.whole).toBe(total);
  });
});

describe('a flood', () => {
  const endless = (
    channel: { write(chunk: Buffer): boolean; once(event: 'drain', listener: () => void): unknown },
    gigabytes = 1,
  ): void => {
    const block = Buffer.alloc(MiB, 'x');
    let left = gigabytes * 1024;
    const more = (): void => {
      while (left-- > 0) if (!channel.write(block)) return void channel.once('drain', more);
    };
    more();
  };

  it.each([
    ['on stdout of a section', (channel: ServerChannel) => channel],
    ['on stderr of a section', (channel: ServerChannel) => channel.stderr],
  ])('of 1 GB %s is cut at 8 MiB, in less than 128 MiB', async (_, stream) => {
    const server = await start({
      script: (channel, boundary, ids) => {
        both(channel, `\n${boundary} begin ${ids[0]}\n`);
        endless(stream(channel) as never);
      },
    });
    const grown = await growth(async () => {
      const run = await collect(at(server), [probe], { totalSeconds: 60 });
      expect(run.raw('it')).toMatchObject({ a: { broken: 'too-big' }, b: { broken: 'too-big' } });
    });
    expect(grown).toBeLessThan(128 * MiB);
  });

  it('of 1 GB before the shell is there ends the run', async () => {
    const server = await start({ command: (channel) => endless(channel as never) });
    const grown = await growth(async () => {
      expect((await collect(at(server), [probe])).error?.code).toBe('closed');
    });
    expect(grown).toBeLessThan(128 * MiB);
  });

  it('of 1 GB in place of SSH ends the run', async () => {
    const server = await tcpServer((socket) => endless(socket as never));
    running.push(server);
    const grown = await growth(async () => {
      const run = await collect(at(server), [probe], { patience: 10_000 });
      expect(run.error?.code).toMatch(/^(unreachable|closed|timeout)$/);
    });
    expect(grown).toBeLessThan(128 * MiB);
  });

  it('in many sections at once is dropped beyond 64 MiB, and said to be too long', { timeout: 120_000 }, async () => {
    const sections = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`s${i}`, user(`${i}`, 30)]));
    const server = await start({ section: answer(Buffer.alloc(7 * MiB, 'y')) });
    const run = await collect(at(server), [rawProbe('many', sections)], { totalSeconds: 100 });
    expect(run.error).toBeNull();
    const broken = Object.values(run.raw('many')).map((section) => section.broken);
    const kept = Math.floor(limits.waiting / (7 * MiB));
    expect(broken).toEqual([...Array(kept).fill(null), ...Array(24 - kept).fill('too-big')]);
  });
});

describe('one byte at a time', () => {
  const drip = (write: (byte: string) => void, text: string, ms: number): void => {
    let i = 0;
    const timer = setInterval(() => (i < text.length ? write(text[i++]!) : clearInterval(timer)), ms);
    timer.unref();
  };

  it('one a second within a section ends with that section’s limit', async () => {
    const server = await start({
      script: (channel, boundary, ids) => {
        both(channel, `\n${boundary} begin ${ids[0]}\n`);
        drip((byte) => channel.write(byte), 'slow '.repeat(100), 1000);
      },
    });
    const run = await collect(at(server), [rawProbe('it', { a: user('a', 1) })]);
    expect(run.raw('it').a).toMatchObject({ broken: 'timeout', exitCode: null });
  });

  it('in its first line of SSH ends with our patience', async () => {
    const server = await tcpServer((socket) => drip((byte) => socket.write(byte), 'SSH-2.0-slow'.padEnd(200, '_'), 50));
    running.push(server);
    expect((await collect(at(server), [probe], { patience: 500 })).error?.code).toBe('timeout');
  });
});

describe('what the terminal would obey', () => {
  it('a question of the server is shown without escapes', async () => {
    const server = await start({
      auth: (context) =>
        context.method === 'keyboard-interactive'
          ? context.prompt([{ prompt: '\x1b]0;owned\x07\x1b[2JPassword:\r\n', echo: false }], () => context.accept())
          : context.reject(['keyboard-interactive']),
      section: answer(''),
    });
    const run = await collect(at(server), [probe], { answers: { password: 'x' } });
    expect(run.asked).toHaveLength(1);
    expect(run.asked[0]!.prompt).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
  });
});

describe('answers that are no answers, to every probe that there is', () => {
  const deep = `${'[{"__proto__":'.repeat(2000)}1${'}]'.repeat(2000)}`;
  it.each<[string, string | Buffer]>([
    ['NULs', Buffer.alloc(4096)],
    ['bytes that are no UTF-8', Buffer.from('\xff\xfe\xc0\x80\xed\xa0\x80 = \xf5\n'.repeat(100), 'latin1')],
    ['ANSI and OSC', '\x1b[2J\x1b]0;owned\x07\x1b]8;;http://evil.example\x07x\x1b]8;;\x07\r\n'.repeat(50)],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>\n'.repeat(50)],
    ['__proto__ as JSON', '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}'],
    ['__proto__ as assignments', '__proto__=polluted\n__proto__[polluted]=yes\nconstructor=x\n__proto__ = polluted\n'],
    ['__proto__ deep down', deep],
    ['one line of a megabyte', 'a'.repeat(MiB)],
  ])('%s: nothing is green, nothing polluted', async (_, payload) => {
    const server = await start({ section: answer(payload) });
    const target = targetSchema.parse({
      name: 'Example Shop',
      hosts: [{ name: 'web-1', ssh: at(server) }],
      app: { directory: '/srv/shop', user: 'shop' },
    });
    const run = await collect({}, realProbes, { target, host: target.hosts[0]! });
    expect(run.error).toBeNull();
    // They did arrive: no fact is missing for want of an answer.
    expect(run.facts.length).toBeGreaterThan(10);
    const reasons = run.facts.flatMap((fact) => (fact.ok ? [] : [fact.reason.code]));
    expect(reasons.filter((code) => /timeout|closed|cancelled/.test(code))).toEqual([]);
    const findings = judge(run.facts, { target, at: Date.now() });
    expect(findings.filter(({ status }) => status === 'pass').map(({ control }) => control)).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
