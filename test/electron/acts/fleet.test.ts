import { afterEach, expect, it } from 'vitest';
import { type CheckEvent, check, defaultHostsAtOnce } from '../../../electron/acts/check';
import { targetSchema } from '../../../shared/target';
import { type LyingServer, lyingServer } from '../../support/lying-server';
import { tcpServer } from '../../support/tcp-server';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

const quick = (): Promise<LyingServer> =>
  lyingServer({
    section: async (channel, boundary, id) => {
      for (const stream of [channel, channel.stderr])
        stream.write(`\n${boundary} begin ${id}\n\n${boundary} end ${id} 1\n`);
    },
  });

it('200 hosts, never more at once than was said, and one bad host holds up none of the others', {
  timeout: 240_000,
}, async () => {
  const server = await quick();
  // Takes the connection, and says nothing ever.
  const silent = await tcpServer(() => {});
  running.push(server, silent);
  const ssh = { host: '127.0.0.1', port: server.port, user: 'deploy', hostKey: server.hostKey };
  const hosts = Array.from({ length: 200 }, (_, i) => ({
    name: `web-${i}`,
    roles: ['web'],
    ssh: i === 3 ? { ...ssh, port: silent.port } : ssh,
  }));
  const events: CheckEvent[] = [];
  let othersDone = 0;
  const run = await check({
    target: targetSchema.parse({ name: 'Example Shop', hosts }),
    folder: '/',
    keep: { kept: () => 'none', elsewhere: () => 'unknown' },
    local: [],
    active: false,
    only: null,
    acceptHostKey: () => false,
    ask: async () => null,
    signal: new AbortController().signal,
    hostsAtOnce: 6,
    onEvent: (event) => {
      events.push(event);
      if (event.kind !== 'host' || event.event.kind !== 'done') return;
      if (event.host !== 'web-3') othersDone++;
    },
  });
  expect(othersDone).toBe(199);
  expect(server.open().most).toBeLessThanOrEqual(6);
  expect(server.open().most).toBeGreaterThan(1);
  expect(run.hosts.map(({ host }) => host)).toEqual(hosts.map(({ name }) => name));
  expect(run.hosts.filter(({ error }) => error !== null).map(({ host, error }) => [host, error?.code])).toEqual([
    ['web-3', 'timeout'],
  ]);
  expect(run.partial).toBe(true);
  // Progress of each: it began, it ended, and in between its sections did.
  for (const { name } of hosts) {
    const kinds = events.flatMap((event) => (event.kind === 'host' && event.host === name ? [event.event.kind] : []));
    expect(kinds[0]).toBe('connecting');
    expect(kinds.at(-1)).toBe('done');
    if (name !== 'web-3') expect(kinds.filter((kind) => kind === 'section-ended').length).toBeGreaterThan(5);
  }
  // The slow one began fourth, and ended when all or nearly all others had.
  const ends = events.flatMap((event) => (event.kind === 'host' && event.event.kind === 'done' ? [event.host] : []));
  expect(ends.indexOf('web-3')).toBeGreaterThan(20);
});

it('by default as many as cores and memory allow', () => {
  const GiB = 1024 ** 3;
  expect(defaultHostsAtOnce(1, 16 * GiB)).toBe(4);
  expect(defaultHostsAtOnce(2, 16 * GiB)).toBe(8);
  expect(defaultHostsAtOnce(64, 16 * GiB)).toBe(42);
  expect(defaultHostsAtOnce(8, 1 * GiB)).toBe(2);
  expect(defaultHostsAtOnce(8, GiB / 8)).toBe(1);
});
