import { describe, expect, test } from 'vitest';
import { isLoopback, resolveEndpoint, splitEndpoint } from '../../../electron/site/endpoint';
import { siteSchema } from '../../../shared/target';

const lookup = async (hostname: string): Promise<string> => {
  if (hostname === 'shop.example') return '203.0.113.7';
  throw Object.assign(new Error('no'), { code: hostname === 'none.example' ? 'ENOTFOUND' : 'EAI_AGAIN' });
};
const resolve = (site: object) => resolveEndpoint(siteSchema.parse({ url: 'https://shop.example', ...site }), lookup);

describe('where the site is asked', () => {
  test.each([
    [{}, { address: '203.0.113.7', port: 443, http: { address: '203.0.113.7', port: 80 } }],
    [{ url: 'https://shop.example:8443' }, { port: 8443, host: 'shop.example:8443' }],
    [{ connect: '198.51.100.1' }, { address: '198.51.100.1', port: 443, http: { address: '198.51.100.1', port: 80 } }],
    [
      { connect: '198.51.100.1:444', http: '198.51.100.2:81' },
      { port: 444, http: { address: '198.51.100.2', port: 81 } },
    ],
    [{ connect: '[2001:db8::1]:444' }, { address: '2001:db8::1', port: 444 }],
    [{ url: 'https://[2001:db8::1]/' }, { address: '2001:db8::1', serverName: null, hostname: '2001:db8::1' }],
    [{ connect: '198.51.100.1' }, { serverName: 'shop.example', host: 'shop.example', hostname: 'shop.example' }],
  ])('%o', async (site, endpoint) => expect(await resolve(site)).toMatchObject({ ok: true, value: endpoint }));

  test.each([
    ['none.example', 'does not exist'],
    ['slow.example', 'did not answer'],
  ])('%s is unreachable, with the cause', async (connect, words) => {
    const read = await resolve({ connect });
    expect(read).toMatchObject({ ok: false, reason: { code: 'unreachable' } });
    expect(JSON.stringify(read)).toContain(words);
  });
  test.each([
    ['2001:db8::1', { host: '2001:db8::1', port: null }],
    ['[2001:db8::1]', { host: '2001:db8::1', port: null }],
    ['a.example:8443', { host: 'a.example', port: 8443 }],
  ])('%s is split', (text, parts) => expect(splitEndpoint(text)).toEqual(parts));
  test('knows loopback', () => {
    expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
    expect(['10.0.0.1', '::2', '1.127.0.0', '128.0.0.1'].some(isLoopback)).toBe(false);
  });
});
