import { expect, it } from 'vitest';
import { withAbsoluteFiles } from '../../../electron/acts/local-files';
import { targetSchema } from '../../../shared/target';

it('takes relative files from the folder, and ~ from home', () => {
  const { site, hosts } = withAbsoluteFiles(
    targetSchema.parse({
      name: 'Example Shop',
      site: { url: 'https://shop.example', caFile: './ca.pem' },
      hosts: [
        { name: 'web-1', roles: ['web'], ssh: { identityFile: '~/.ssh/id_ed25519', knownHostsFile: '/etc/known' } },
        { name: 'web-2', roles: ['web'] },
      ],
    }),
    '/srv/reviews',
    '/home/someone',
  );
  expect(site?.caFile).toBe('/srv/reviews/ca.pem');
  expect(hosts.map(({ ssh }) => ssh)).toEqual([
    { identityFile: '/home/someone/.ssh/id_ed25519', knownHostsFile: '/etc/known', sudo: 'none' },
    { sudo: 'none' },
  ]);
});
