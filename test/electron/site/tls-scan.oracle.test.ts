import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { siteLimits } from '../../../electron/site/site-context';
import { scanTls } from '../../../electron/site/tls-scan';
import { suiteTraits } from '../../../shared/tls/suite-traits';
import { describeWith } from '../../support/needs';
import { type NginxOptions, startNginx } from '../../support/nginx';
import type { Pki } from '../../support/pki';
import { startResponder } from '../../support/tls-responder';
import { dh1024File, gnutlsServer, opensslServer, shows, stunnelServer } from '../../support/tls-servers';

const run = promisify(execFile);

/** `version id` of a suite, such as `TLSv1.2 c02f`. */
type Accepted = string;
const accepted = (version: string, id: number): Accepted => `${version} ${id.toString(16).padStart(4, '0')}`;
const traitsOf = (suite: Accepted) => suiteTraits(Number.parseInt(suite.split(' ')[1]!, 16));

async function byUs(port: number): Promise<Accepted[]> {
  const scan = await scanTls(
    { address: '127.0.0.1', port, serverName: 'shop.example' },
    { signal: new AbortController().signal, limits: siteLimits },
  );
  if (!scan.ok) throw new Error(JSON.stringify(scan.reason));
  expect(scan.value.versions.every(({ complete }) => complete)).toBe(true);
  return scan.value.versions.flatMap(({ version, suites }) => suites.map(({ id }) => accepted(version, id))).sort();
}

/** sslscan 2.0.7 names TLS 1.0 `TLSv1.0`. */
async function bySslscan(port: number): Promise<{ suites: Accepted[]; xml: string }> {
  const { stdout: xml } = await run('sslscan', [
    ...['--xml=-', '--no-heartbleed', '--no-renegotiation', '--sni-name=shop.example', `127.0.0.1:${port}`],
  ]);
  const ciphers = [...xml.matchAll(/<cipher status="[a-z]+" sslversion="([^"]+)"[^>]* id="0x([0-9A-Fa-f]{4})"/g)];
  return { suites: ciphers.map(([, version, id]) => accepted(version!, Number.parseInt(id!, 16))).sort(), xml };
}

const testsslVersions = { tls1: 'TLSv1.0', tls1_1: 'TLSv1.1', tls1_2: 'TLSv1.2', tls1_3: 'TLSv1.3' } as const;
/** testssl.sh 3.0 writes `cipher-tls1_2_xc02f` for each suite. It opens raw sockets for what its OpenSSL cannot offer. */
async function byTestssl(port: number): Promise<Accepted[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gonogo-testssl-'));
  try {
    const file = join(folder, 'found.json');
    const options = ['-E', '--quiet', '--color', '0', '--warnings', 'off'];
    await run('testssl', [...options, '--jsonfile', file, `127.0.0.1:${port}`]);
    const ids = (JSON.parse(readFileSync(file, 'utf8')) as { id: string }[]).map(({ id }) => id);
    return ids
      .flatMap((id) => {
        const [, version, suite] = /^cipher-(tls1(?:_[123])?)_x([0-9a-f]+)$/.exec(id) ?? [];
        if (!version) return [];
        return [accepted(testsslVersions[version as keyof typeof testsslVersions], Number.parseInt(suite!, 16))];
      })
      .sort();
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Server {
  port: number;
  stop(): Promise<void>;
}
const nginx = async (options: NginxOptions): Promise<Server> => {
  const { httpsPort, stop } = await startNginx(options);
  return { port: httpsPort, stop };
};
const rsa = (pki: Pki) => pki.leaf('rsa', { key: 'rsa:2048' });
const everyCipher = ['-cipher', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'];
/** Whatever GnuTLS 3.7 can still be made to speak below TLS 1.3. */
const oldGnutls = (...versions: string[]): string =>
  `NORMAL:-VERS-ALL:${versions.map((version) => `+VERS-${version}:`).join('')}+ARCFOUR-128:+3DES-CBC:+NULL:+MD5:+SHA256:+ANON-DH:+ANON-ECDH:%COMPAT`;

interface Case {
  name: string;
  needs?: string[];
  start: () => Promise<Server>;
  atLeast: number;
  /** What we see and sslscan does not, and why. */
  beyondSslscan?: { because: string; is: (suite: Accepted) => boolean };
}
const cases: Case[] = [
  {
    name: 'nginx, Debian defaults, RSA',
    start: () => nginx({ https: 'ssl_protocols TLSv1.2 TLSv1.3;', certificate: rsa }),
    atLeast: 20,
  },
  {
    name: 'nginx, all that OpenSSL still speaks, RSA and ECDSA',
    start: () =>
      nginx({
        https: 'ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers ALL:COMPLEMENTOFALL:@SECLEVEL=0;',
        certificate: rsa,
        second: (pki) => pki.leaf('ec'),
      }),
    atLeast: 80,
  },
  { name: 'nginx, TLS 1.3 only, ECDSA', start: () => nginx({ https: 'ssl_protocols TLSv1.3;' }), atLeast: 3 },
  {
    name: 'nginx, one suite',
    start: () => nginx({ https: 'ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256;' }),
    atLeast: 1,
  },
  ...(['-tls1', '-tls1_1', '-tls1_2'] as const).map((version) => ({
    name: `openssl s_server ${version}`,
    start: () => opensslServer((pki) => [...shows(rsa(pki)), version, ...everyCipher]),
    atLeast: 20,
  })),
  {
    name: 'openssl s_server -tls1_3 with CCM',
    start: () =>
      opensslServer((pki) => [
        ...[...shows(rsa(pki)), '-tls1_3', '-ciphersuites'],
        'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256',
      ]),
    atLeast: 5,
  },
  {
    name: 'openssl s_server, RSA of 1024 bits signed with SHA-1, DH of 1024 bits',
    start: () =>
      opensslServer((pki, folder) => [
        ...shows(pki.leaf('weak', { key: 'rsa:1024', digest: 'sha1' })),
        ...['-dhparam', dh1024File(folder), '-cipher', 'DHE-RSA-AES128-SHA:AES128-SHA:@SECLEVEL=0'],
      ]),
    atLeast: 5,
  },
  {
    name: 'openssl s_server that demands a client certificate',
    start: () => opensslServer((pki) => [...shows(rsa(pki)), '-Verify', '1']),
    atLeast: 3,
    beyondSslscan: {
      because: 'sslscan finishes each handshake of TLS 1.2, and there the server refuses it for want of a certificate',
      is: (suite) => suite.startsWith('TLSv1.2 '),
    },
  },
  {
    name: 'openssl s_server with a pre-shared key',
    start: () => opensslServer((pki) => [...shows(rsa(pki)), '-psk', '1234', '-cipher', 'PSK+AES:ECDHE+AESGCM']),
    atLeast: 3,
    beyondSslscan: {
      because: 'sslscan has no shared key to offer these suites with, and a ClientHello needs none',
      is: (suite) => traitsOf(suite).name.includes('PSK'),
    },
  },
  {
    name: 'gnutls-serv, RC4, 3DES, NULL and anonymous, RSA and ECDSA',
    needs: ['gnutls-serv'],
    start: () => gnutlsServer(oldGnutls('TLS1.0', 'TLS1.2'), (pki) => [rsa(pki), pki.leaf('ec')]),
    atLeast: 30,
  },
  {
    name: 'gnutls-serv, its defaults',
    needs: ['gnutls-serv'],
    start: () => gnutlsServer('NORMAL', (pki) => [rsa(pki)]),
    atLeast: 30,
  },
  {
    name: 'stunnel',
    needs: ['stunnel4'],
    start: () => stunnelServer(['sslVersionMin = TLSv1.2', 'ciphers = HIGH:!PSK']),
    atLeast: 20,
  },
];

for (const { name, needs = [], start, atLeast, beyondSslscan } of cases) {
  describeWith(['nginx', 'sslscan', 'openssl', ...needs], `TLS scan against sslscan: ${name}`, () => {
    let server: Server;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server?.stop());

    it('accepts the same suites, version by version', async () => {
      const { suites: theirs } = await bySslscan(server.port);
      expect(theirs.length).toBeGreaterThanOrEqual(atLeast);
      const ours = await byUs(server.port);
      const beyond = ours.filter((suite) => beyondSslscan?.is(suite) && !theirs.includes(suite));
      expect(ours.filter((suite) => !beyond.includes(suite))).toEqual(theirs);
      // An excuse that excuses nothing is a wrong one.
      expect(beyond.length > 0).toBe(beyondSslscan !== undefined);
    });
  });
}

describeWith(['sslscan'], 'TLS scan against sslscan: SSLv2 and SSLv3, which it asks by raw sockets of its own', () => {
  test('our responder speaks them well enough for sslscan to believe it', async () => {
    const server = await startResponder({ ssl2: true, accepts: { 768: [0x0005, 0x000a] } });
    try {
      const { xml } = await bySslscan(server.port);
      expect(xml).toContain('<protocol type="ssl" version="2" enabled="1" />');
      expect(xml).toContain('<protocol type="ssl" version="3" enabled="1" />');
      expect(xml).toContain('<protocol type="tls" version="1.2" enabled="0" />');
      expect(await byUs(server.port)).toEqual(['SSLv3 0005', 'SSLv3 000a']);
    } finally {
      await server.stop();
    }
  });
});

/** testssl.sh takes the better part of a minute for each, so they are few: what sslscan cannot see, and a usual one. */
const slowCases: [string, () => Promise<Server>][] = [
  [
    'gnutls-serv, RC4, 3DES, NULL and anonymous',
    () => gnutlsServer(oldGnutls('TLS1.0'), (pki) => [rsa(pki), pki.leaf('ec')]),
  ],
  ['nginx, Debian defaults, RSA', () => nginx({ https: 'ssl_protocols TLSv1.2 TLSv1.3;', certificate: rsa })],
];
describeWith(['testssl', 'gnutls-serv', 'nginx', 'openssl'], 'TLS scan against testssl.sh', () => {
  test.concurrent.each(slowCases)(
    '%s: the same suites, version by version',
    async (_, start) => {
      const server = await start();
      try {
        const ours = await byUs(server.port);
        expect(ours.length).toBeGreaterThanOrEqual(20);
        expect(ours).toEqual(await byTestssl(server.port));
      } finally {
        await server.stop();
      }
    },
    400_000,
  );
});
