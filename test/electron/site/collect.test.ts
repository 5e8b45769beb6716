import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { collectSite, type SiteEvent } from '../../../electron/site/collect';
import { planSite } from '../../../electron/site/plan';
import type { Finding } from '../../../shared/control';
import { factTypes } from '../../../shared/facts';
import { judge } from '../../../shared/judge';
import { type Target, targetSchema } from '../../../shared/target';
import { describeWith } from '../../support/needs';
import { freePort, type NginxOptions, type RunningNginx, startNginx } from '../../support/nginx';
import { nginxTarget } from '../../support/probing';

async function check(target: Target, active = false) {
  const events: SiteEvent[] = [];
  const collection = await collectSite({
    target,
    active,
    version: '0.1.0',
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
  });
  for (const fact of collection.facts) {
    const type = factTypes.find(({ id }) => id === fact.id);
    if (fact.ok) type!.schema.parse(fact.value);
  }
  const findings = judge(collection.facts, { target, at: Date.now() });
  const of = (id: string): Finding => findings.find(({ control }) => control === id)!;
  return { ...collection, events, of };
}

const goodHttps = `
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305;
  add_header Strict-Transport-Security "max-age=63072000; includeSubDomains" always;
  add_header X-Content-Type-Options "nosniff" always;
  add_header X-Frame-Options "SAMEORIGIN" always;
  add_header Content-Security-Policy "default-src 'self'" always;
  location = /login {
    add_header Strict-Transport-Security "max-age=63072000; includeSubDomains" always;
    add_header X-Content-Type-Options "nosniff" always;
    add_header X-Frame-Options "SAMEORIGIN" always;
    add_header Content-Security-Policy "default-src 'self'" always;
    add_header Set-Cookie "session=eyJvIjoib3VyIHNlY3JldCJ9; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=3600" always;
    return 200 "sign in";
  }`;
const siteControls = [
  ...['tls.chain', 'tls.hostname', 'tls.validity', 'tls.expiry', 'tls.key', 'tls.protocols', 'tls.ciphers'],
  ...['tls.forward-secrecy', 'tls.redirect', 'tls.http2', 'session.cookie-secure', 'session.cookie-httponly'],
  ...['session.cookie-samesite', 'session.lifetime', 'errors.no-leak', 'errors.debugger-off', 'errors.no-banner'],
  ...['cors.restricted', 'headers.hsts', 'headers.nosniff', 'headers.frame-options', 'headers.xss-protection'],
  ...['headers.csp', 'env.not-served'],
];

describeWith(['nginx', 'openssl'], 'a good nginx', () => {
  let nginx: RunningNginx;
  let run: Awaited<ReturnType<typeof check>>;
  beforeAll(async () => {
    nginx = await startNginx({ https: goodHttps, top: 'server_tokens off;' });
    run = await check(nginxTarget(nginx));
  });
  afterAll(() => nginx.stop());

  test.each(siteControls)('%s passes', (id) => expect(run.of(id)).toMatchObject({ control: id, status: 'pass' }));
  test.each(['errors.no-leak-active', 'rate-limit.enforced'])('%s waits, because it was not asked for', (id) =>
    expect(run.of(id).status).toBe('manual'),
  );
  test('tells each fact as it comes, once', () => {
    expect(run.events[0]).toEqual({ kind: 'planned', facts: run.facts.length });
    expect(run.events.slice(1).map((event) => event.kind === 'fact' && event.id)).toEqual(
      run.facts.map(({ id }) => id),
    );
    expect(run).toMatchObject({ error: null, address: '127.0.0.1' });
  });
  test('sends what the plan says', () => {
    const plan = planSite(nginxTarget(nginx), false);
    expect(run.requests.map((line) => line.replace(/gonogo-check-[0-9a-f]{16}/, 'gonogo-check-RANDOM'))).toEqual(plan);
    expect(plan.every((line) => /^(?:TLS|GET|OPTIONS) /.test(line))).toBe(true);
  });
  test('no cookie value is kept', () => expect(JSON.stringify(run)).not.toContain('eyJ'));
});

/** One nginx each, with one thing wrong, and the control that says so. */
const faults: [string, NginxOptions, string, string][] = [
  ['no headers', {}, 'headers.hsts', 'absent'],
  [
    'a location that drops the headers above it',
    { https: `${goodHttps.split('location')[0]} location = /login { add_header X-Page login; return 200 ok; }` },
    'headers.nosniff',
    'absent',
  ],
  ['a version in its banner', {}, 'errors.no-banner', 'header'],
  ['plain HTTP that serves', { http: 'location / { return 200 hello; }' }, 'tls.redirect', 'cleartext'],
  [
    'a redirect of the start page only',
    { http: 'location = / { return 301 https://shop.example$request_uri; } location / { return 200 hello; }' },
    'tls.redirect',
    'wrong-port',
  ],
  ['a redirect to another site', { http: 'return 301 https://other.example$request_uri;' }, 'tls.redirect', 'foreign'],
  ['TLS 1.0', { https: 'ssl_protocols TLSv1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;' }, 'tls.protocols', 'old'],
  [
    'a static RSA suite',
    {
      certificate: (pki) => pki.leaf('x', { key: 'rsa:2048' }),
      https: 'ssl_protocols TLSv1.2; ssl_ciphers ECDHE+AESGCM:AES128-GCM-SHA256;',
    },
    'tls.forward-secrecy',
    'without',
  ],
  ['an env file that is served', { files: { '.env': 'SECRET_KEY=x\n' } }, 'env.not-served', 'served'],
  [
    'one that is served compressed, whatever the client accepts',
    { files: { '.env.gz': gzipSync('SECRET_KEY=x\n') }, https: 'gzip_static always;' },
    'env.not-served',
    'served',
  ],
  [
    'a way back to plain HTTP',
    { https: 'location = / { return 302 http://shop.example/welcome; }' },
    'tls.redirect',
    'downgrade',
  ],
  [
    'a certificate for another name',
    { certificate: (pki) => pki.leaf('x', { names: ['a.example'] }) },
    'tls.hostname',
    'other',
  ],
  ['a self-signed certificate', { certificate: (pki) => pki.selfSigned('x') }, 'tls.chain', 'self-signed'],
];

describeWith(['nginx', 'openssl'], 'nginx with one fault', () => {
  let nginx: RunningNginx | null = null;
  afterEach(async () => {
    await nginx?.stop();
    nginx = null;
  });
  test.each(faults)('%s', async (_, options, control, code) => {
    nginx = await startNginx(options);
    expect((await check(nginxTarget(nginx))).of(control)).toMatchObject({ status: 'fail', code });
  });

  test('an asset that another location serves without the headers is told', async () => {
    nginx = await startNginx({
      https: `${goodHttps} location /static/ { add_header Cache-Control public; }`,
      files: {
        'index.html': '<!doctype html><link rel="stylesheet" href="/static/app.css?v=1"><title>Example Shop</title>',
        'static/app.css': 'body {}',
      },
    });
    const run = await check(nginxTarget(nginx));
    for (const id of ['headers.hsts', 'headers.nosniff'])
      expect(run.of(id)).toMatchObject({
        status: 'pass',
        notes: [{ code: 'asset', params: { path: '/static/app.css' } }],
      });
  });
  test('plain HTTP on the TLS port leaves nothing green', async () => {
    nginx = await startNginx({ certificate: null, http: 'return 301 https://shop.example$request_uri;' });
    const run = await check(nginxTarget(nginx));
    expect(run.error).toMatchObject({ code: 'unreachable' });
    for (const id of siteControls) expect(run.of(id).status, id).not.toBe('pass');
  });
  test('a DH group of 1024 bits fails', async () => {
    // RFC 2409 6.2, the group that half the net shared.
    const prime =
      '-----BEGIN DH PARAMETERS-----\nMIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR\nSgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL\n/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC\n-----END DH PARAMETERS-----\n';
    nginx = await startNginx({
      certificate: (pki) => pki.leaf('x', { key: 'rsa:2048' }),
      files: { 'dh.pem': prime },
      https:
        'ssl_protocols TLSv1.2; ssl_ciphers DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0; ssl_dhparam html/dh.pem;',
    });
    expect((await check(nginxTarget(nginx))).of('tls.ciphers')).toMatchObject({
      status: 'fail',
      params: { broken: ['TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 (DH of 1024 bits)'] },
    });
  });
  test('with --active the burst meets the limit, and odd requests show nothing', async () => {
    nginx = await startNginx({
      // Only POSTs count, so that the pages asked for before do not use the allowance up.
      top: 'map $request_method $poster { default ""; POST $binary_remote_addr; } limit_req_zone $poster zone=login:1m rate=5r/m;',
      https:
        'location = /login { limit_req zone=login burst=3 nodelay; limit_req_status 429; error_page 405 =200 /index.html; }',
    });
    const run = await check(nginxTarget(nginx), true);
    expect(run.of('rate-limit.enforced')).toMatchObject({ status: 'pass', params: { status: 429 } });
    expect(run.of('errors.no-leak-active').status).toBe('pass');
    expect(run.requests.at(-1)).toMatch(/^POST /);
  });
});

describeWith(['nginx', 'openssl'], 'an app behind TLS of its own', () => {
  let nginx: RunningNginx;
  let app: Server;
  let port: number;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeAll(async () => {
    nginx = await startNginx();
    const leaf = nginx.pki.leaf('app');
    app = createServer({ cert: readFileSync(leaf.certFile), key: readFileSync(leaf.keyFile) }, (request, response) =>
      answer(request, response),
    );
    port = await freePort();
    await new Promise<void>((resolve) => app.listen(port, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
    await nginx.stop();
  });
  const checkApp = (active = false) =>
    check(nginxTarget(nginx, { url: `https://shop.example:${port}`, corsPaths: ['/api/'] }), active);

  test('that reflects every Origin with credentials fails cors.restricted', async () => {
    answer = ({ headers, url }, response) => {
      if (url === '/api/' && headers.origin) {
        response.setHeader('Access-Control-Allow-Origin', headers.origin);
        response.setHeader('Access-Control-Allow-Credentials', 'true');
      }
      response.end('ok');
    };
    expect((await checkApp()).of('cors.restricted')).toMatchObject({ status: 'fail', params: { path: '/api/' } });
  });
  test('that allows its own subdomains passes it with a remark', async () => {
    answer = ({ headers }, response) => {
      if (/^https:\/\/[a-z-]+\.shop\.example(?::\d+)?$/.test(headers.origin ?? '')) {
        response.setHeader('Access-Control-Allow-Origin', headers.origin!);
        response.setHeader('Access-Control-Allow-Credentials', 'true');
        response.setHeader('Vary', 'Origin');
      }
      response.end('ok');
    };
    const finding = (await checkApp()).of('cors.restricted');
    expect(finding.status).toBe('pass');
    expect(finding.notes.map(({ code }) => code)).toContain('own-origin-with-credentials');
  });
  test('that breaks on a bad query fails errors.no-leak', async () => {
    answer = ({ url }, response) => {
      response.end(url?.startsWith('/?id=') ? 'Traceback (most recent call last):\n  File "/srv/shop/app.py"' : 'ok');
    };
    expect((await checkApp()).of('errors.no-leak')).toMatchObject({
      status: 'fail',
      params: { page: '/ with a bad query' },
    });
  });
  test('without a limit fails rate-limit.enforced, after thirty requests and no more', async () => {
    let posts = 0;
    answer = ({ method, headers }, response) => {
      if (method === 'POST' && headers['content-length'] === '0') posts += 1;
      response.end('ok');
    };
    expect((await checkApp(true)).of('rate-limit.enforced')).toMatchObject({ status: 'fail', params: { sent: 30 } });
    expect(posts).toBe(30);
  });
  test('sends nothing but GET and OPTIONS without --active', async () => {
    const methods = new Set<string>();
    answer = ({ method }, response) => {
      methods.add(method ?? '');
      response.end('ok');
    };
    await checkApp();
    expect([...methods].sort()).toEqual(['GET', 'OPTIONS']);
  });
});

test('a site that cannot be reached: every fact says why, and the error is one of the contract', async () => {
  const target = targetSchema.parse({
    name: 'x',
    site: {
      url: 'https://shop.example',
      connect: `127.0.0.1:${await freePort()}`,
      http: `127.0.0.1:${await freePort()}`,
    },
  });
  const run = await check(target);
  expect(run.error).toMatchObject({ code: 'unreachable' });
  expect(run.facts.filter(({ ok }) => ok).map(({ id }) => id)).toEqual(['site.dns', 'site.plain-http']);
});

test('a CA file that is not there takes the certificate, and nothing else', async () => {
  const port = await freePort();
  const target = targetSchema.parse({
    name: 'x',
    site: { url: 'https://shop.example', connect: `127.0.0.1:${port}`, caFile: '/nonexistent/ca.pem' },
  });
  const { facts } = await check(target);
  const reasons = facts.flatMap((fact) => (fact.ok ? [] : [[fact.id, fact.reason.code]]));
  expect(reasons).toContainEqual(['site.certificate', 'no-file']);
  expect(reasons).toContainEqual(['site.tls', 'refused']);
});
