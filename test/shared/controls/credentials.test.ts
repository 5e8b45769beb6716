import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../shared/control';
import { type Fact, type Reason, unseen } from '../../../shared/fact';
import { keychain } from '../../../shared/facts/local/keychain';
import { judge } from '../../../shared/judge';
import { targetSchema } from '../../../shared/target';

const envelope = { id: 'local.keychain', host: null, at: '2026-11-24T05:24:31Z', from: { local: 'keychain' } } as const;

const judged = (stated: {
  kept?: string[];
  available?: boolean;
  requiredKeys?: string[];
  reason?: Reason;
}): Finding => {
  const { kept = [], available = true, requiredKeys, reason } = stated;
  const target = targetSchema.parse({
    name: 'Example Shop',
    hosts: [{ name: 'web-1' }],
    app: { directory: '/srv/shop', ...(requiredKeys ? { requiredKeys } : {}) },
  });
  const value = { available, kept: kept.map((key) => ({ key })) };
  const fact: Fact = reason ? { ...envelope, ok: false, reason } : { ...envelope, ok: true, value };
  return judge([fact], { target, at: 0 }).find(({ control }) => control === 'credentials.documented')!;
};

describe('credentials.documented', () => {
  test('passes when every required secret is kept, a database URL by its password', () => {
    const kept = ['SECRET_KEY', 'SENDER_PASSWORD', 'ADMIN_PASSWORD', 'DATABASE_PASSWORD'];
    expect(judged({ kept })).toMatchObject({ status: 'pass', code: 'kept', params: { keys: 4 } });
  });

  test('waits for a person when one is missing, and names it', () => {
    const kept = ['SECRET_KEY', 'ADMIN_PASSWORD', 'DATABASE_URL'];
    expect(judged({ kept })).toMatchObject({ status: 'manual', params: { missing: ['SENDER_PASSWORD'] } });
  });

  test('asks for nothing that is no secret', () => {
    expect(judged({ kept: ['API_TOKEN'], requiredKeys: ['API_TOKEN', 'SENDER_EMAIL', 'PORT'] }).status).toBe('pass');
  });

  test.each([
    ['no keychain', { available: false }, 'no-keychain'],
    ['no required secret', { requiredKeys: ['PORT'] }, 'none-required'],
    ['no fact', { reason: unseen('refused', { what: 'the keychain is locked' }).reason }, 'refused'],
  ])('is never green with %s', (_, stated, code) => {
    expect(judged(stated)).toMatchObject({ status: 'manual', code });
  });

  test('keeps names only', () => {
    expect(keychain.schema.safeParse({ available: true, kept: [{ key: 'SECRET_KEY', value: 'x' }] }).success).toBe(
      false,
    );
    expect(keychain.schema.safeParse({ available: true, kept: [{ key: 'not a name' }] }).success).toBe(false);
  });
});
