import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { isSealed, openSealedKey, sealKey } from '../../../electron/record/sealed-key';
import { describeWith } from '../../support/needs';

const plain = (): Buffer =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'der' });
const openssl = (args: string[], input: Buffer): Buffer => execFileSync('openssl', args, { input, stdio: 'pipe' });

describeWith(['openssl'], 'a sealed key, and openssl', () => {
  it('is opened by openssl with the passphrase', async () => {
    const key = plain();
    const sealed = await sealKey(key, 'correct horse é');
    const opened = openssl(['pkey', '-inform', 'DER', '-passin', 'pass:correct horse é'], sealed);
    expect(createPrivateKey(opened).equals(asKey(key))).toBe(true);
  });

  it('opens what openssl sealed in the same form', async () => {
    const key = plain();
    const args = ['pkcs8', '-topk8', '-scrypt', '-v2', 'aes-256-cbc', '-passout', 'pass:word'];
    const sealed = openssl([...args, '-inform', 'DER', '-outform', 'DER'], key);
    expect(await openSealedKey(sealed, 'word')).toEqual(key);
  });
});

it('is opened by its passphrase alone, and fits into 2,560 bytes with RSA-3072', async () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey.export({ type: 'pkcs8', format: 'der' });
  const sealed = await sealKey(key, 'one');
  expect(sealed.length).toBeLessThan(2560);
  expect(sealed.includes(key.subarray(100, 140))).toBe(false);
  expect(await openSealedKey(sealed, 'one')).toEqual(key);
  expect(await openSealedKey(sealed, 'two')).toBeNull();
  expect([isSealed(sealed), isSealed(key)]).toEqual([true, false]);
});

it('refuses what is no sealed key, and costs that would never end', async () => {
  await expect(openSealedKey(plain(), 'x')).rejects.toThrow('not sealed');
  await expect(openSealedKey(Buffer.from('junk'), 'x')).rejects.toThrow('not sealed');
});

const asKey = (der: Buffer) => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
