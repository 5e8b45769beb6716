import { expect, test } from 'vitest';
import { probeReachability } from '../../../electron/site/probes/reachability';
import { siteLimits } from '../../../electron/site/site-context';
import type { PortState } from '../../../electron/site/try-port';
import { reachability } from '../../../shared/facts/site/reachability';
import { siteTarget } from '../../support/site-facts';

const probe = async (hosts: object[], state: (port: number) => PortState = () => 'refused') => {
  const tried: string[] = [];
  const target = siteTarget({ hosts, app: { directory: '/srv/shop', port: 5123 } });
  const read = await probeReachability(
    { target, limits: siteLimits, signal: new AbortController().signal },
    {
      dial: async ({ address, port }) => {
        tried.push(`${address}:${port}`);
        return state(port);
      },
      lookup: async (name) => {
        if (name === 'web-1') return '203.0.113.7';
        throw new Error('no such name');
      },
    },
  );
  if (read.ok) reachability.schema.parse(read.value);
  return { read, tried };
};

test('tries each address of the hosts once, the port of the app among others', async () => {
  const hosts = [{ name: 'web-1' }, { name: 'web-2', ssh: { host: '203.0.113.7' } }];
  const { read, tried } = await probe(hosts, (port) => (port === 5432 ? 'open' : 'filtered'));
  expect(read).toMatchObject({ ok: true, value: { loopback: false, addresses: [{ hosts: ['web-1', 'web-2'] }] } });
  expect(new Set(tried).size).toBe(tried.length);
  expect(tried).toContain('203.0.113.7:5123');
  const open = read.ok ? read.value.addresses[0]?.ports.filter((port) => port.state === 'open') : [];
  expect(open).toEqual([{ port: 5432, service: 'PostgreSQL', state: 'open' }]);
});
test('tries no port of loopback, and says so', async () => {
  const { read, tried } = await probe([{ name: 'web-1', ssh: { host: '127.0.0.1' } }]);
  expect(read).toMatchObject({ ok: true, value: { loopback: true, addresses: [{ loopback: true, ports: [] }] } });
  expect(tried).toEqual([]);
});
test('names the hosts that it could not find, and is unseen without any', async () => {
  expect((await probe([{ name: 'web-1' }, { name: 'db-1' }])).read).toMatchObject({ value: { unresolved: ['db-1'] } });
  expect((await probe([{ name: 'db-1' }])).read).toMatchObject({ ok: false, reason: { code: 'unreachable' } });
});
