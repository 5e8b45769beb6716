import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { electronBinary } from '../../desktop/support/electron-binary';
import { describeWith } from '../../support/needs';
import { type NginxOptions, startNginx } from '../../support/nginx';
import { gnutlsServer } from '../../support/tls-servers';

/** Node's TLS is OpenSSL, Electron's is BoringSSL: what either sees of a server must not differ. */
async function seenBy(runtime: string, { port, caFile }: { port: number; caFile: string }) {
  const tsx = createRequire(import.meta.url).resolve('tsx/cjs');
  const script = join(import.meta.dirname, 'print-tls.ts');
  // Electron's Node knows no loader for an ES module in TypeScript, and requires it as tsx rewrites it.
  const args = ['--require', tsx, '-e', 'require(process.argv[1])', script, String(port), caFile];
  const { stdout } = await promisify(execFile)(runtime, args, {
    env: { PATH: process.env.PATH, ELECTRON_RUN_AS_NODE: '1' },
  });
  return JSON.parse(stdout);
}

/**
 * A chain that is expired and of an unknown root has two faults, and each library names another one. Both are no, and
 * `tls.validity` reads the period itself.
 */
function withoutFirstFault(certificate: { publicResult: string }): void {
  const faults = ['CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'];
  if (faults.includes(certificate.publicResult)) certificate.publicResult = faults.join(' or ');
}

const nginx = async (options: NginxOptions) => {
  const { httpsPort, caFile, stop } = await startNginx(options);
  return { port: httpsPort, caFile, stop };
};
const gnutls = async (priority: string) => {
  const { port, pki, stop } = await gnutlsServer(priority, (made) => [made.leaf('rsa', { key: 'rsa:2048' })]);
  return { port, caFile: pki.caFile, stop };
};

describeWith(['nginx', 'openssl', 'gnutls-serv', 'electron'], 'TLS as Node and as Electron see it', () => {
  test.each([
    ['nginx, RSA', () => nginx({ certificate: (pki) => pki.leaf('rsa', { key: 'rsa:2048' }) })],
    ['nginx, ECDSA, an unknown root', () => nginx({ certificate: (pki) => pki.selfSigned('self') })],
    [
      'nginx, expired',
      () =>
        nginx({
          certificate: (pki) => pki.leaf('x', { notBefore: '20240101000000Z', notAfter: '20240201000000Z' }),
        }),
    ],
    ['gnutls-serv, RC4 and 3DES beside AES', () => gnutls('NORMAL:+ARCFOUR-128:+3DES-CBC:+VERS-TLS1.0')],
  ])('%s', async (_, start) => {
    const server = await start();
    try {
      const byNode = await seenBy(process.execPath, server);
      const byElectron = await seenBy(electronBinary()!, server);
      expect([byNode.electron, typeof byElectron.electron]).toEqual([null, 'string']);
      expect(byNode).toMatchObject({ scan: { ok: true }, handshake: { ok: true }, certificate: { ok: true } });
      for (const { certificate } of [byNode, byElectron]) withoutFirstFault(certificate.value);
      expect(byElectron).toEqual({ ...byNode, electron: byElectron.electron });
    } finally {
      await server.stop();
    }
  });
});
