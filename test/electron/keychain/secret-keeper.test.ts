import { beforeEach, describe, expect, test } from 'vitest';
import type { SecretKeeper } from '../../../electron/host/probe';
import { ownAccounts } from '../../../electron/keychain/accounts';
import { compareFingerprints, fingerprinter } from '../../../electron/keychain/fingerprint';
import type { Keychain } from '../../../electron/keychain/keychain';
import { memoryKeychain } from '../../../electron/keychain/memory';
import { noKeychain, openSecretKeeping } from '../../../electron/keychain/secret-keeper';
import { keepSecret } from '../../../electron/keychain/secrets';
import { Secret } from '../../../shared/secret';

const production = { name: 'Example Shop', environment: 'production' };
const staging = { name: 'Example Shop', environment: 'staging' };
const strong = 'f'.repeat(31) + '0'.repeat(33);
const other = '0'.repeat(31) + 'f'.repeat(33);

describe('fingerprint', () => {
  const take = fingerprinter(Buffer.alloc(32, 1));

  test('depends on key name, value and machine key', () => {
    const all = [
      take('A', 'value'),
      take('B', 'value'),
      take('A', 'other'),
      fingerprinter(Buffer.alloc(32, 2))('A', 'value'),
      take('Av', 'alue'),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(all[0]).toMatch(/^f1:[0-9a-f]{8}:[0-9a-f]{32}$/);
  });

  test('those of different machine keys are never called different', () => {
    const elsewhere = fingerprinter(Buffer.alloc(32, 2));
    expect(compareFingerprints(take('A', 'v'), take('A', 'v'))).toBe('same');
    expect(compareFingerprints(take('A', 'v'), take('A', 'w'))).toBe('different');
    expect(compareFingerprints(take('A', 'v'), elsewhere('A', 'w'))).toBe('incomparable');
  });
});

describe('with a keychain', () => {
  let keychain: Keychain;
  beforeEach(() => {
    keychain = memoryKeychain();
  });

  test('kept: same, different, none', async () => {
    await keepSecret(keychain, production, 'SECRET_KEY', Secret.fromText(strong));
    const keeping = await openSecretKeeping(keychain, production);
    expect(keeping.kept('SECRET_KEY', strong)).toBe('same');
    expect(keeping.kept('SECRET_KEY', other)).toBe('different');
    expect(keeping.kept('ADMIN_PASSWORD', strong)).toBe('none');
    expect((await openSecretKeeping(keychain, staging)).kept('SECRET_KEY', strong)).toBe('none');
  });

  test('elsewhere: unknown until another environment is', async () => {
    await keepSecret(keychain, production, 'SECRET_KEY', Secret.fromText(strong));
    expect((await openSecretKeeping(keychain, production)).elsewhere('SECRET_KEY', strong)).toBe('unknown');
    const keeping = await openSecretKeeping(keychain, staging);
    expect(keeping.elsewhere('SECRET_KEY', strong)).toBe('same');
    expect(keeping.elsewhere('SECRET_KEY', other)).toBe('different');
  });

  test('elsewhere knows what a check of the other environment saw live', async () => {
    const first = await openSecretKeeping(keychain, production);
    first.elsewhere('SECRET_KEY', strong);
    await first.rememberLive();
    const second = await openSecretKeeping(keychain, staging);
    expect(second.elsewhere('SECRET_KEY', strong)).toBe('same');
    expect(second.elsewhere('SECRET_KEY', other)).toBe('different');
  });

  test('passwords are not compared across environments, and short values are not remembered', async () => {
    const first = await openSecretKeeping(keychain, production);
    expect(first.elsewhere('ADMIN_PASSWORD', strong)).toBe('unknown');
    first.elsewhere('SECRET_KEY', 'short');
    await first.rememberLive();
    expect((await openSecretKeeping(keychain, staging)).elsewhere('SECRET_KEY', 'short')).toBe('unknown');
  });

  test('after the machine key was lost, old fingerprints say nothing', async () => {
    await keepSecret(keychain, production, 'SECRET_KEY', Secret.fromText(strong));
    await keychain.remove(ownAccounts.fingerprintKey);
    expect((await openSecretKeeping(keychain, staging)).elsewhere('SECRET_KEY', other)).toBe('unknown');
    expect((await openSecretKeeping(keychain, production)).kept('SECRET_KEY', strong)).toBe('same');
  });
});

test('without a keychain nothing is kept and no other environment known', async () => {
  const keeping = noKeychain();
  expect(keeping.kept('SECRET_KEY', strong)).toBe('none');
  expect(keeping.elsewhere('SECRET_KEY', strong)).toBe('unknown');
});

test('it has the shape that the collector asks for', () => {
  const keeper: SecretKeeper = { ...noKeychain(), guessesLog2: () => 0 };
  expect(keeper.kept('SECRET_KEY', '')).toBe('none');
});
