import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signerName } from '../../../electron/record/certificate';
import { checkSignature } from '../../../electron/record/check-signature';
import { createIdentity, type SigningIdentity } from '../../../electron/record/identity';
import { certificatesIn, toPem } from '../../../electron/record/pem';
import { signDetached } from '../../../electron/record/sign';
import { describeWith } from '../../support/needs';

const now = new Date('2026-11-24T10:00:00.000Z');
const signingTime = new Date('2026-11-24T11:22:33.444Z');
const content = Buffer.from('{"decision":"go"}');
let ada: SigningIdentity;
let mallory: SigningIdentity;
let signature: Buffer;

beforeAll(async () => {
  ada = await createIdentity({ name: 'Ada Löwe, "王"', email: 'ada@shop.example', now });
  mallory = await createIdentity({ name: 'Mallory', email: 'm@shop.example', now });
  signature = await signDetached({ content, ...ada, signingTime });
});

const check = (changes: { content?: Uint8Array; signature?: Uint8Array; pem?: string } = {}) =>
  checkSignature(
    changes.content ?? content,
    changes.signature ?? signature,
    Buffer.from(changes.pem ?? ada.certificatePem),
  );
const codes = async (...args: Parameters<typeof check>): Promise<string[]> =>
  (await check(...args)).problems.map(({ code }) => code);

describe('an identity', () => {
  it('is RSA-3072 and a self-signed certificate of five years', () => {
    const certificate = new X509Certificate(ada.certificatePem);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.subjectAltName).toBe('email:ada@shop.example');
    expect(new Date(certificate.validTo).toISOString()).toBe('2031-11-24T10:00:00.000Z');
    expect(certificate.serialNumber.length).toBeGreaterThan(24);
    expect(certificate.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(ada.sha256);
    expect(signerName(ada.certificatePem)).toBe('Ada Löwe, "王"');
  });

  it('fits into what Windows keeps: DER below 2,560 bytes', () => expect(ada.privateKey.length).toBeLessThan(2560));

  it.each(['', 'x'.repeat(65), 'Ada\nCN=CISO', 'Ada\u202e'])('has no name such as %j', async (name) => {
    await expect(createIdentity({ name, email: 'a@shop.example', now })).rejects.toThrow(TypeError);
  });
  it.each(['ada', 'a@b@c', 'ä@shop.example', 'a b@shop.example'])('has no address such as %j', async (email) => {
    await expect(createIdentity({ name: 'Ada', email, now })).rejects.toThrow(TypeError);
  });
});

describe('a signature', () => {
  it('is found good, and says who signed and when', async () => {
    expect(await check()).toEqual({
      problems: [],
      signers: [
        {
          name: 'Ada Löwe, "王"',
          email: 'ada@shop.example',
          sha256: ada.sha256,
          signingTime: '2026-11-24T11:22:33.000Z',
          notBefore: '2026-11-24T10:00:00.000Z',
          notAfter: '2031-11-24T10:00:00.000Z',
        },
      ],
    });
  });

  it('is of these bytes only', async () => {
    expect(await codes({ content: Buffer.from('{"decision":"no"}') })).toEqual(['digest']);
    expect(await codes({ content: Buffer.alloc(0) })).toEqual(['digest']);
  });

  it('allows no other byte in any place, also where openssl does', async () => {
    for (let at = 0; at < signature.length; at += 11) {
      const changed = Buffer.from(signature);
      changed[at]! ^= 1 << (at % 8);
      expect(await codes({ signature: changed }), `byte ${at}`).not.toEqual([]);
    }
  });

  it.each([1, 2, 400])('allows nothing behind its end: %i bytes', async (count) => {
    const longer = Buffer.concat([signature, Buffer.alloc(count)]);
    expect(await codes({ signature: longer })).toEqual(['cms-form']);
    expect((await check({ signature: longer })).problems[0]?.words).toMatch(`by ${count} bytes after its end`);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('-----BEGIN CMS-----')],
    ['an endless nesting', Buffer.alloc(100_000, 0x30)],
    ['an indefinite length', Buffer.concat([Buffer.alloc(5000, Uint8Array.of(0x30, 0x80))])],
  ])('is not %s', async (_, bytes) => expect(await codes({ signature: bytes })).toEqual(['cms-form']));

  it('must come with exactly its certificates', async () => {
    expect(await codes({ pem: mallory.certificatePem })).toEqual(['signers-pem']);
    expect(await codes({ pem: ada.certificatePem + mallory.certificatePem })).toEqual(['signers-pem']);
    expect(await codes({ pem: `${ada.certificatePem}\n` })).toEqual(['signers-pem']);
  });

  it('is made while its certificate counts', async () => {
    const early = await signDetached({ content, ...ada, signingTime: new Date('2026-11-24T09:59:59.000Z') });
    const late = await signDetached({ content, ...ada, signingTime: new Date('2031-11-24T10:00:01.000Z') });
    expect(await codes({ signature: early })).toEqual(['certificate']);
    expect(await codes({ signature: late })).toEqual(['certificate']);
  });

  it('of another key under this certificate is false', async () => {
    const forged = await signDetached({
      content,
      privateKey: mallory.privateKey,
      certificatePem: ada.certificatePem,
      signingTime,
    });
    expect(await codes({ signature: forged })).toEqual(['signature']);
  });
});

it('PEM is read and written as openssl writes it', () => {
  expect(
    certificatesIn(ada.certificatePem)
      .map((der) => toPem(der))
      .join(''),
  ).toBe(ada.certificatePem);
  expect(certificatesIn('no certificate here')).toEqual([]);
});

describeWith(['openssl'], 'openssl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gonogo-cms-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    writeFileSync(join(folder, 'record.json'), content);
    writeFileSync(join(folder, 'record.json.p7s'), signature);
    writeFileSync(join(folder, 'signers.pem'), ada.certificatePem);
  });
  const openssl = (...args: string[]): string =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const verify = (...more: string[]): string =>
    openssl(
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'record.json.p7s', '-content', 'record.json'],
      ...['-CAfile', 'signers.pem', '-out', 'seen.json', ...more],
    );

  it('verifies it, with -purpose any and without, and as CAdES (RFC 5035)', () => {
    const attime = ['-attime', String(Math.floor(signingTime.getTime() / 1000))];
    for (const more of [['-purpose', 'any'], [], ['-cades']]) {
      verify(...more, ...attime);
      expect(readFileSync(join(folder, 'seen.json'))).toEqual(content);
    }
  });

  it('sees the four signed attributes, nothing unsigned, and no content inside', () => {
    const text = openssl('cms', '-cmsout', '-print', '-inform', 'DER', '-in', 'record.json.p7s');
    const signed = text.slice(
      text.indexOf('signedAttrs:'),
      text.indexOf('signatureAlgorithm:', text.indexOf('signedAttrs:')),
    );
    expect(signed.match(/object: \S+/g)).toEqual([
      'object: contentType',
      'object: signingTime',
      'object: messageDigest',
      'object: id-smime-aa-signingCertificateV2',
    ]);
    expect(text).toMatch(/eContent: <ABSENT>/);
    expect(text).toMatch(/unsignedAttrs:\s+<ABSENT>/);
    expect(text).toMatch(/crls:\s+<ABSENT>/);
  });

  it('says of the certificate what we mean', () => {
    const text = openssl('x509', '-in', 'signers.pem', '-noout', '-text');
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation/);
    expect(text).toMatch(/Extended Key Usage:\s+E-mail Protection/);
    expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
  });
});
