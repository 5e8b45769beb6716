import { beforeEach, describe, expect, test } from 'vitest';
import { ownAccounts, scopeAccount, secretAccount } from '../../../electron/keychain/accounts';
import { generatedKeys, generators } from '../../../electron/keychain/generate';
import { keepIdentity, readIdentity, removeIdentity } from '../../../electron/keychain/identity';
import type { Keychain } from '../../../electron/keychain/keychain';
import { memoryKeychain } from '../../../electron/keychain/memory';
import { generateSecrets, keepSecret, listSecrets, removeSecret } from '../../../electron/keychain/secrets';
import { Secret } from '../../../shared/secret';

const scope = { name: 'Example Shop/EU', environment: 'production' };
let keychain: Keychain;
beforeEach(() => {
  keychain = memoryKeychain();
});

const keptValue = async (key: string) => (await keychain.get(secretAccount(scope, key)))?.toString('utf8') ?? null;

test('an account is <name, %-encoded>/<environment>/<KEY>', () => {
  expect(secretAccount(scope, 'SECRET_KEY')).toBe('Example%20Shop%2FEU/production/SECRET_KEY');
});

test('a target that is called like our own accounts does not meet them', () => {
  const account = secretAccount({ name: 'gonogo', environment: 'index' }, 'identity');
  const ours = [ownAccounts.identity, ownAccounts.scopes, ownAccounts.index(scopeAccount(scope))];
  expect(ours).not.toContain(account);
  expect(ours.map((own) => own.split('/').length)).not.toContain(account.split('/').length);
});

describe('generate', () => {
  test('makes what is missing and leaves what is kept', async () => {
    await keepSecret(keychain, scope, 'ADMIN_PASSWORD', Secret.fromText('kept before'));
    const result = await generateSecrets(keychain, scope, { keys: generatedKeys, replace: false });
    expect(result).toEqual({ made: ['SECRET_KEY', 'DATABASE_PASSWORD'], left: ['ADMIN_PASSWORD'] });
    expect(await keptValue('ADMIN_PASSWORD')).toBe('kept before');
    expect(await keptValue('SECRET_KEY')).toMatch(/^[0-9a-f]{64}$/);
    expect(await keptValue('DATABASE_PASSWORD')).toMatch(/^[A-Za-z0-9]{24}$/);
  });

  test('replaces only when told to', async () => {
    await generateSecrets(keychain, scope, { keys: ['SECRET_KEY'], replace: false });
    const first = await keptValue('SECRET_KEY');
    const { made } = await generateSecrets(keychain, scope, { keys: ['SECRET_KEY'], replace: true });
    expect(made).toEqual(['SECRET_KEY']);
    expect(await keptValue('SECRET_KEY')).not.toBe(first);
  });

  test('uses the whole alphabet and no other character', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 200; i++)
      for (const c of Buffer.from(generators.ADMIN_PASSWORD().reveal()).toString()) seen.add(c);
    expect([...seen].sort().join('')).toBe('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
  });
});

test('list gives key and time, sorted, and no fingerprint', async () => {
  await keepSecret(keychain, scope, 'SECRET_KEY', Secret.fromText('a'));
  await keepSecret(keychain, scope, 'ADMIN_PASSWORD', Secret.fromText('b'));
  const listed = await listSecrets(keychain, scope);
  expect(listed.map((entry) => Object.keys(entry))).toEqual([
    ['key', 'created'],
    ['key', 'created'],
  ]);
  expect(listed.map((entry) => entry.key)).toEqual(['ADMIN_PASSWORD', 'SECRET_KEY']);
  expect(await listSecrets(keychain, { ...scope, environment: 'staging' })).toEqual([]);
});

test('remove says whether there was one', async () => {
  await keepSecret(keychain, scope, 'SECRET_KEY', Secret.fromText('a'));
  expect(await removeSecret(keychain, scope, 'SECRET_KEY')).toBe(true);
  expect(await removeSecret(keychain, scope, 'SECRET_KEY')).toBe(false);
  expect(await listSecrets(keychain, scope)).toEqual([]);
  expect(await keptValue('SECRET_KEY')).toBeNull();
});

test('an index that cannot be read is an error, not an empty list', async () => {
  await keychain.set(ownAccounts.index(scopeAccount(scope)), Buffer.from('{"version":2}'));
  await expect(listSecrets(keychain, scope)).rejects.toMatchObject({ code: 'damaged' });
});

test('the index holds no value', async () => {
  await keepSecret(keychain, scope, 'SECRET_KEY', Secret.fromText('canary-77'));
  const index = (await keychain.get(ownAccounts.index(scopeAccount(scope))))!.toString();
  expect(index).toContain('SECRET_KEY');
  expect(index).not.toContain('canary-77');
});

describe('identity', () => {
  const identity = { privateKey: Buffer.from([0x30, 0x82, 0, 1]), certificate: '-----BEGIN CERTIFICATE-----\n' };

  test('is kept, read and removed', async () => {
    expect(await readIdentity(keychain)).toBeNull();
    await keepIdentity(keychain, identity);
    expect(await readIdentity(keychain)).toEqual(identity);
    expect(await removeIdentity(keychain)).toBe(true);
    expect(await readIdentity(keychain)).toBeNull();
  });

  test('half of one is said, not used', async () => {
    await keepIdentity(keychain, identity);
    await keychain.remove(ownAccounts.identity);
    await expect(readIdentity(keychain)).rejects.toMatchObject({ code: 'damaged' });
  });
});
