import { expect, it } from 'vitest';
import { reachKey, reachOf } from '../../shared/reach';
import { siteSchema, type sshSchema, targetSchema } from '../../shared/target';

const host = (name: string, ssh: object = {}) => ({ name, roles: ['web'], ssh });
const reach = (target: object) => reachOf(targetSchema.parse({ name: 'Example Shop', ...target }));

/** Another value for each key that decides who is reached, and how. */
const ways: Record<keyof typeof sshSchema.shape, unknown> = {
  host: 'other.example',
  port: 2222,
  user: 'deploy',
  identityFile: '~/.ssh/shop',
  hostKey: `SHA256:${'a'.repeat(43)}`,
  knownHostsFile: '/tmp/known_hosts',
  jump: 'jump.example',
  sudo: 'password',
};

it.each(Object.entries(ways))('names ssh.%s of a host', (key, value) => {
  const before = reach({ hosts: [host('web-1')] });
  const after = reach({ hosts: [host('web-1', { [key]: value })] });
  expect(after.map(reachKey)).not.toEqual(before.map(reachKey));
  expect(JSON.stringify(after)).toContain(JSON.stringify(value));
});

it.each(['connect', 'http', 'caFile'])('names site.%s', (key) => {
  const url = 'https://shop.example';
  expect(JSON.stringify(reach({ site: { url } }))).not.toContain('203.0.113.9');
  expect(JSON.stringify(reach({ site: { url, [key]: '203.0.113.9' } }))).toContain('"203.0.113.9"');
  expect(Object.keys(siteSchema.shape)).toContain(key);
});

it('puts hosts of one way together, and others apart', () => {
  const hosts = [host('web-1'), host('web-2', { host: '192.0.2.2' }), host('db-1', { user: 'root' })];
  expect(reach({ hosts })).toMatchObject([
    {
      hosts: [
        { name: 'web-1', address: 'web-1' },
        { name: 'web-2', address: '192.0.2.2' },
      ],
      user: null,
      sudo: 'none',
    },
    { hosts: [{ name: 'db-1' }], user: 'root' },
  ]);
});

it('says where active probes would go, only where there is a site', () => {
  expect(reach({ hosts: [host('web-1')] }).some(({ kind }) => kind === 'active')).toBe(false);
  const site = { url: 'https://shop.example:8443/shop', loginPath: '/sign-in' };
  expect(reach({ site, hosts: [host('web-1', { host: '192.0.2.1' })] })).toContainEqual({
    kind: 'active',
    addresses: ['192.0.2.1'],
    login: 'https://shop.example:8443/sign-in',
  });
});
