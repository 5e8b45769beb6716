import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { siteLimits } from '../../../electron/site/site-context';
import { scanTls } from '../../../electron/site/tls-scan';
import { describeWith } from '../../support/needs';
import { type RunningNginx, startNginx } from '../../support/nginx';
import type { Pki } from '../../support/pki';

/** `version id` of each suite that sslscan finds accepted. sslscan 2.0.7 names TLS 1.0 `TLSv1.0`. */
function bySslscan(port: number): string[] {
  const xml = execFileSync(
    'sslscan',
    ['--xml=-', '--no-heartbleed', '--no-renegotiation', '--sni-name=shop.example', `127.0.0.1:${port}`],
    { encoding: 'utf8' },
  );
  const ciphers = [...xml.matchAll(/<cipher status="[a-z]+" sslversion="([^"]+)"[^>]* id="0x([0-9A-Fa-f]{4})"/g)];
  return ciphers.map(([, version, id]) => `${version} ${id!.toLowerCase()}`).sort();
}

async function byUs(port: number): Promise<string[]> {
  const scan = await scanTls(
    { address: '127.0.0.1', port, serverName: 'shop.example' },
    { signal: new AbortController().signal, limits: siteLimits },
  );
  if (!scan.ok) throw new Error(JSON.stringify(scan.reason));
  expect(scan.value.versions.every(({ complete }) => complete)).toBe(true);
  return scan.value.versions
    .flatMap(({ version, suites }) => suites.map(({ id }) => `${version} ${id.toString(16).padStart(4, '0')}`))
    .sort();
}

const rsa = (pki: Pki) => pki.leaf('leaf', { key: 'rsa:2048' });
const servers: [string, string, ((pki: Pki) => ReturnType<Pki['leaf']>) | undefined, number][] = [
  ['TLS 1.2 and 1.3, Debian defaults, RSA', 'ssl_protocols TLSv1.2 TLSv1.3;', rsa, 20],
  [
    'everything that OpenSSL still speaks',
    'ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers ALL:COMPLEMENTOFALL:@SECLEVEL=0;',
    rsa,
    40,
  ],
  ['TLS 1.3 only, ECDSA', 'ssl_protocols TLSv1.3;', undefined, 3],
  ['one suite', 'ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256;', undefined, 1],
];

for (const [name, https, certificate, atLeast] of servers) {
  describeWith(['nginx', 'sslscan', 'openssl'], `TLS scan against sslscan: ${name}`, () => {
    let nginx: RunningNginx;
    beforeAll(async () => {
      nginx = await startNginx({ https, certificate });
    });
    afterAll(() => nginx.stop());

    it('accepts the same suites, version by version', async () => {
      const theirs = bySslscan(nginx.httpsPort);
      expect(theirs.length).toBeGreaterThanOrEqual(atLeast);
      expect(await byUs(nginx.httpsPort)).toEqual(theirs);
    });
  });
}
