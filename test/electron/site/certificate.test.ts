import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { probeCertificate } from '../../../electron/site/probes/certificate';
import { siteLimits } from '../../../electron/site/site-context';
import type { FactValue, Read } from '../../../shared/fact';
import { certificate } from '../../../shared/facts/site/certificate';
import { describeWith } from '../../support/needs';
import { freePort, type NginxOptions, type RunningNginx, startNginx } from '../../support/nginx';
import type { KeyPair, Pki } from '../../support/pki';
import { siteTarget } from '../../support/site-facts';

let nginx: RunningNginx | null = null;
afterEach(async () => {
  await nginx?.stop();
  nginx = null;
});

const probe = (port: number, ca: string | null, hostname = 'shop.example', serverName: string | null = hostname) => {
  const target = siteTarget();
  return probeCertificate({
    target,
    site: target.site!,
    endpoint: {
      address: '127.0.0.1',
      port,
      http: { address: '127.0.0.1', port: 80 },
      hostname,
      serverName,
      host: hostname,
    },
    ca: { ok: true, value: ca },
    signal: new AbortController().signal,
    limits: siteLimits,
    userAgent: 'gonogo/test',
  });
};
async function seenOf(made: (pki: Pki) => KeyPair, options: NginxOptions & { trusted?: boolean } = {}) {
  nginx = await startNginx({ https: 'ssl_ciphers ALL:@SECLEVEL=0;', certificate: made, ...options });
  const found: Read<FactValue<typeof certificate>> = await probe(
    nginx.httpsPort,
    options.trusted === false ? null : readFileSync(nginx.caFile, 'utf8'),
  );
  if (!found.ok) throw new Error(JSON.stringify(found.reason));
  return certificate.schema.parse(found.value);
}

describeWith(['nginx', 'openssl'], 'the certificate that nginx shows', () => {
  test('a good one, trusted by the CA file', async () => {
    const seen = await seenOf((pki) => pki.leaf('good', { names: ['shop.example', '127.0.0.1', '::1'] }));
    expect(seen).toMatchObject({ trust: 'ca-file', caFileResult: 'OK', hostnameMatches: true, alpn: 'h2' });
    expect(seen.chain).toHaveLength(1);
    expect(seen.chain[0]).toMatchObject({
      key: { type: 'ec', bits: 256, curve: 'prime256v1' },
      signature: 'ecdsa-with-SHA256',
      dnsNames: ['shop.example'],
      addresses: ['127.0.0.1', '0:0:0:0:0:0:0:1'],
      isCa: false,
      selfSigned: false,
    });
  });
  test('without the CA file nobody trusts it', async () => {
    expect(await seenOf((pki) => pki.leaf('good'), { trusted: false })).toMatchObject({
      trust: 'none',
      caFileResult: null,
    });
  });
  test('an intermediate that is sent, and one that is missing', async () => {
    const withIntermediate =
      (send: boolean) =>
      (pki: Pki): KeyPair => {
        const middle = pki.intermediate();
        const leaf = pki.leaf('below', { signer: middle });
        return send ? { ...leaf, certFile: pki.chain('full', leaf.certFile, middle.certFile) } : leaf;
      };
    const full = await seenOf(withIntermediate(true));
    expect(full.trust).toBe('ca-file');
    expect(full.chain.map(({ isCa }) => isCa)).toEqual([false, true]);
    await nginx?.stop();
    const missing = await seenOf(withIntermediate(false));
    expect(missing).toMatchObject({ trust: 'none', caFileResult: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect(missing.chain).toHaveLength(1);
  });
  test.each<[string, (pki: Pki) => KeyPair, object]>([
    [
      'expired',
      (pki) => pki.leaf('x', { notBefore: '20240101000000Z', notAfter: '20240201000000Z' }),
      { trust: 'none', caFileResult: 'CERT_HAS_EXPIRED', chain: [{ notAfter: '2024-02-01T00:00:00.000Z' }] },
    ],
    [
      'not yet valid',
      (pki) => pki.leaf('x', { notBefore: '20900101000000Z', notAfter: '20910101000000Z' }),
      { trust: 'none', caFileResult: 'CERT_NOT_YET_VALID' },
    ],
    [
      'for another name',
      (pki) => pki.leaf('x', { names: ['*.shop.example'] }),
      { trust: 'ca-file', hostnameMatches: false },
    ],
    [
      'self-signed',
      (pki) => pki.selfSigned('self'),
      { trust: 'none', publicResult: 'DEPTH_ZERO_SELF_SIGNED_CERT', chain: [{ selfSigned: true }] },
    ],
    [
      'RSA of 1024 bits, signed with SHA-1',
      (pki) => pki.leaf('x', { key: 'rsa:1024', digest: 'sha1' }),
      { trust: 'ca-file', chain: [{ key: { type: 'rsa', bits: 1024, curve: null }, signature: 'ecdsa-with-SHA1' }] },
    ],
    ['Ed25519', (pki) => pki.leaf('x', { key: 'ed25519' }), { chain: [{ key: { type: 'ed25519', bits: null } }] }],
  ])('%s', async (_, made, expected) => expect(await seenOf(made)).toMatchObject(expected));

  test('plain HTTP on the TLS port is said', async () => {
    nginx = await startNginx({ certificate: null });
    expect(await probe(nginx.httpsPort, null)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
  test('an IP literal is looked for among the addresses', async () => {
    nginx = await startNginx();
    const ca = readFileSync(nginx.caFile, 'utf8');
    expect(await probe(nginx.httpsPort, ca, '127.0.0.1', null)).toMatchObject({ value: { hostnameMatches: true } });
  });
});

test('a closed port is refused', async () => {
  expect(await probe(await freePort(), null)).toMatchObject({ ok: false, reason: { code: 'refused' } });
});
