import { afterEach, expect, test } from 'vitest';
import { probePlainHttp } from '../../../electron/site/probes/plain-http';
import { tryPort } from '../../../electron/site/try-port';
import { findTwin, twinName } from '../../../electron/site/twin';
import type { FactValue } from '../../../shared/fact';
import { plainHttp } from '../../../shared/facts/site/plain-http';
import { siteSchema } from '../../../shared/target';
import { describeWith } from '../../support/needs';
import { type NginxOptions, type RunningNginx, redirectToHttps, startNginx } from '../../support/nginx';
import { nginxTarget, probing } from '../../support/probing';

describeWith(['nginx', 'openssl'], 'redirects of a real nginx', () => {
  let nginx: RunningNginx | null = null;
  afterEach(async () => {
    await nginx?.stop();
    nginx = null;
  });
  async function seePlainHttp(options: NginxOptions, site: object = {}): Promise<FactValue<typeof plainHttp>> {
    nginx = await startNginx(options);
    const target = nginxTarget(nginx, site);
    const { context, inTurn, close } = await probing(target);
    try {
      const read = await probePlainHttp(context, inTurn);
      if (!read.ok) throw new Error(read.reason.code);
      return plainHttp.schema.parse(read.value);
    } finally {
      close();
    }
  }
  const chain = ({ requests }: FactValue<typeof plainHttp>, path: string) => {
    const request = requests.find((one) => one.path.startsWith(path))!;
    const hops = request.further.map(({ url, seen }) => [new URL(url).pathname, seen.ok ? seen.value.status : seen]);
    return { ended: request.ended, keepsPath: request.keepsPath, hops };
  };

  test('one hop to the same path, and the answer there', async () => {
    const seen = await seePlainHttp({});
    expect(chain(seen, '/gonogo')).toEqual({ ended: 'answered', keepsPath: true, hops: [['/gonogo-check/deep', 404]] });
    expect(chain(seen, '/')).toEqual({ ended: 'answered', keepsPath: true, hops: [['/', 200]] });
    expect(JSON.stringify(seen)).not.toContain('keep=1"}');
  });
  test('a redirect that forgets the path', async () => {
    nginx = null;
    const seen = await seePlainHttp({ http: 'return 301 https://shop.example/;' });
    expect(chain(seen, '/gonogo')).toMatchObject({ keepsPath: false, ended: 'left' });
  });
  test('stops before the login page, which has a limit', async () => {
    const seen = await seePlainHttp({
      https: 'location = / { return 302 /login; } location = /login { return 200 in; }',
    });
    expect(chain(seen, '/')).toEqual({ ended: 'left', keepsPath: true, hops: [['/', 302]] });
  });
  test('a circle, and a chain without end', async () => {
    const seen = await seePlainHttp({
      https: 'location = / { return 302 /a; } location = /a { return 302 /; } location / { return 302 $uri/x; }',
    });
    expect(chain(seen, '/')).toMatchObject({
      ended: 'loop',
      hops: [
        ['/', 302],
        ['/a', 302],
      ],
    });
    expect(chain(seen, '/gonogo')).toMatchObject({ ended: 'too-many', hops: { length: 5 } });
  });
  test('another site is not visited', async () => {
    const seen = await seePlainHttp({ http: 'return 301 https://other.example$request_uri;' });
    expect(chain(seen, '/')).toEqual({ ended: 'left', keepsPath: true, hops: [] });
  });
  test('the twin is asked by its own name', async () => {
    const www = 'if ($host = www.shop.example) { return 200 clear; }';
    const seen = await seePlainHttp({ http: `${www} location / { return 404; }` });
    expect(seen.requests.map((request) => request.seen.ok && request.seen.value.status)).toEqual([404, 404]);
    expect(seen.twin).toMatchObject({
      name: 'www.shop.example',
      byDns: false,
      seen: { state: 'open', request: { seen: { value: { status: 200 } } } },
    });
  });
  test('an address has no twin', async () => {
    nginx = await startNginx();
    const target = nginxTarget(nginx, { url: `https://127.0.0.1:${nginx.httpsPort}` });
    const { context, inTurn, close } = await probing(target);
    expect(await probePlainHttp(context, inTurn)).toMatchObject({ ok: true, value: { twin: null } });
    close();
  });
  test('with DNS the twin is met where its name leads', async () => {
    nginx = await startNginx({ http: redirectToHttps(443) });
    const { context, inTurn, close } = await probing(nginxTarget(nginx));
    const site = siteSchema.parse({ url: 'https://shop.example' });
    const asked: string[] = [];
    const lookup = async (name: string): Promise<string> => {
      asked.push(name);
      return '127.0.0.9';
    };
    const read = await probePlainHttp({ ...context, site }, inTurn, {
      lookup,
      dial: async (at, bounds) => (at.address === '127.0.0.9' ? 'filtered' : tryPort(at, bounds)),
    });
    close();
    expect(asked).toEqual(['www.shop.example']);
    expect(read).toMatchObject({
      value: { state: 'open', twin: { byDns: true, seen: { state: 'filtered', request: null } } },
    });
  });
});

test.each([
  ['shop.example', 'www.shop.example'],
  ['www.shop.example', 'shop.example'],
  ['www.example', null],
  ['localhost', null],
  ['203.0.113.7', null],
  ['2001:db8::1', null],
])('the twin of %s is %s', (name, twin) => expect(twinName(name)).toBe(twin));

test.each([
  ['ENOTFOUND', null],
  ['EAI_AGAIN', { byDns: true, endpoint: null }],
])('%s', async (code, twin) => {
  const lookup = async (): Promise<string> => {
    throw Object.assign(new Error(code), { code });
  };
  const endpoint = {
    address: 'x',
    port: 443,
    http: { address: 'x', port: 80 },
    serverName: null,
    host: 'shop.example',
  };
  const found = await findTwin(
    siteSchema.parse({ url: 'https://shop.example' }),
    { ...endpoint, hostname: 'shop.example' },
    lookup,
  );
  if (twin) expect(found).toMatchObject(twin);
  else expect(found).toBeNull();
});
