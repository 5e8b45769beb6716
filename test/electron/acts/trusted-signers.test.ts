import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TrustedSigners } from '../../../electron/acts/trusted-signers';
import { describeWith } from '../../support/needs';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gonogo-trust-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const certificate = (name: string): string => {
  const files = ['-keyout', join(home, 'key.pem'), '-out', join(home, 'certificate.pem')];
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=email:ada@shop.example'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject], {
    stdio: 'ignore',
  });
  return readFileSync(join(home, 'certificate.pem'), 'utf8');
};
const fingerprintOf = (): string =>
  execFileSync('openssl', ['x509', '-in', join(home, 'certificate.pem'), '-noout', '-fingerprint', '-sha256'], {
    encoding: 'utf8',
  })
    .split('=')[1]!
    .trim()
    .replaceAll(':', '')
    .toLowerCase();

describeWith(['openssl'], 'the trusted signers', () => {
  it('are kept once each, with the fingerprint that openssl shows, and can be removed', async () => {
    const trusted = new TrustedSigners(home);
    expect([await trusted.pem(), await trusted.list()]).toEqual([undefined, []]);
    const pem = certificate('Ada Lead');
    await trusted.add(pem);
    const [ada] = await trusted.add(pem);
    expect(ada).toMatchObject({ name: 'Ada Lead', email: 'ada@shop.example', sha256: fingerprintOf() });
    await trusted.add(`words around it\n${certificate('Sam Security')}`);
    expect((await new TrustedSigners(home).list()).map(({ name }) => name)).toEqual(['Ada Lead', 'Sam Security']);
    expect((await trusted.remove(ada!.sha256)).map(({ name }) => name)).toEqual(['Sam Security']);
  });

  it('refuse what is no certificate', async () => {
    const trusted = new TrustedSigners(home);
    await expect(trusted.add('hello')).rejects.toThrow('holds no certificate');
    const junk = `-----BEGIN CERTIFICATE-----\n${Buffer.from('junk').toString('base64')}\n-----END CERTIFICATE-----\n`;
    await expect(trusted.add(junk)).rejects.toThrow('cannot be read');
    expect(await trusted.list()).toEqual([]);
  });
});
